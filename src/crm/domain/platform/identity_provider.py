"""A sign-in source: an OpenID Connect provider or an LDAP directory that vouches for people."""

from urllib.parse import urlsplit

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.domain.kit.text import Refused
from crm.language import N_, Words

KINDS = (Option("oidc", N_("OpenID Connect"), "brand", ("oidc",)), Option("ldap", N_("LDAP"), "ok", ("ldap",)))
TRANSPORTS = (Option("ldaps", N_("LDAPS")), Option("starttls", N_("StartTLS")))
PORTS = {"ldaps": 636, "starttls": 389}
NEEDED = {"oidc": ("issuer", "client_id"), "ldap": ("host", "base_dn", "person_filter", "security")}
HERE = ("localhost", "127.0.0.1", "::1")
# What an attribute is called unless somebody says otherwise: kind -> field -> name.
USUAL = {
    "oidc": {
        "subject_name": "sub", "account_name": "preferred_username", "person_name": "name", "mail_name": "email",
        "group_name": "groups", "branch_name": "department",
    },
    "ldap": {
        "subject_name": "entryUUID", "account_name": "uid", "person_name": "cn", "mail_name": "mail",
        "group_name": "memberOf", "branch_name": "departmentNumber",
    },
}  # fmt: skip


def known_issuer(text: str) -> str:
    """HTTPS, except on this very machine; without a last slash of ours, because it is compared letter by letter."""
    parts = urlsplit(text)
    if not parts.hostname or parts.query or parts.fragment or parts.scheme not in ("https", "http"):
        raise Refused(Words("An issuer is an address such as https://login.example.cn."))
    if parts.scheme == "http" and parts.hostname not in HERE:
        raise Refused(Words("The issuer must begin with https://."))
    return text


def known_host(text: str) -> str:
    name, _, port = text.rpartition(":") if ":" in text else (text, "", "")
    if not name or (port and not port.isdigit()) or any(char in text for char in "/ @"):
        raise Refused(Words("A directory is written like ldap.example.cn or ldap.example.cn:636."))
    return text


def known_filter(text: str) -> str:
    if not (text.startswith("(") and text.endswith(")")) or "{account}" not in text:
        raise Refused(Words("A filter such as (uid={account}), in parentheses and with {account} in it."))
    return text


def known_scopes(text: str) -> str:
    if "openid" not in text.split():
        raise Refused(Words("The scope openid must be among them."))
    return " ".join(text.split())


@draft
class IdentityProviderDraft(Draft):
    """What may be typed in about a source. Its secret is not part of it: that is kept sealed and never shown."""

    name: str = declare(
        "text", N_("Name"), "", required=True, max=40, sorts_by="sort_key", help=N_("Stands on the sign-in page: “Sign in with …”.")
    )
    kind: str = declare("choice", N_("Kind"), "oidc", required=True, options=KINDS)
    active: bool = declare("yesno", N_("People may sign in with it"), False)

    issuer: str | None = declare(
        "text", N_("Issuer"), max=300, check=known_issuer,
        help=N_("As the provider writes it, letter by letter; its settings are found below it."),
    )  # fmt: skip
    client_id: str | None = declare("text", N_("Client ID"), max=200, help=N_("What the provider calls this CRM."))
    scopes: str | None = declare("text", N_("Scopes"), "openid profile email", max=200, check=known_scopes)
    private: bool = declare(
        "yesno", N_("Its addresses may lie in our own network"), False,
        help=N_("Otherwise addresses that are not on the internet are refused."),
    )  # fmt: skip
    factor: bool = declare(
        "yesno", N_("Its second factor counts here too"), False,
        help=N_("When the provider says that more than a password was asked for, nothing more is asked for here."),
    )  # fmt: skip

    acr: str | None = declare(
        "text", N_("Levels of sign-in that are enough"), max=300, check=lambda text: " ".join(text.split()),
        help=N_("Values of acr, with a space between them; empty: any. The provider is asked for them, and whoever signed in there less "
                "strongly stays out."),
    )  # fmt: skip

    host: str | None = declare(
        "text", N_("Directory server"), max=200, check=known_host, help=N_("Such as ldap.example.cn, with :port if it is unusual.")
    )
    security: str | None = declare("choice", N_("Encryption"), "ldaps", options=TRANSPORTS)
    certificate: str | None = declare(
        "long", N_("Certificate of its authority"), max=10_000, help=N_("PEM; empty: those that this server trusts. It is always checked.")
    )
    bind_dn: str | None = declare(
        "text", N_("Account that searches"), max=300, help=N_("Such as cn=crm,ou=services,dc=example,dc=cn; empty: anonymous.")
    )
    base_dn: str | None = declare("text", N_("Search below"), max=300, help=N_("Such as ou=people,dc=example,dc=cn."))
    person_filter: str | None = declare(
        "text", N_("Filter for a person"), "(uid={account})", max=300, check=known_filter,
        help=N_("{account} stands for what was typed in. For Active Directory: (sAMAccountName={account})."),
    )  # fmt: skip
    exclusive: bool = declare(
        "yesno", N_("Passwords kept here are for administrators only"), False,
        help=N_("Everybody else signs in with the password of the directory; administrators still get in when it cannot be reached."),
    )  # fmt: skip

    link_known: bool = declare(
        "yesno", N_("Recognise people who are here already"), False,
        help=N_("The first time by a mail address that the source has verified; of a directory also by the account. Otherwise each person "
                "links himself in his profile."),
    )  # fmt: skip
    creates: bool = declare("yesno", N_("Add people who are not here yet"), False, help=N_("With the role and the department below."))
    role_id: int | None = declare("reference", N_("Role of new people"), target="role", shown="role_name")
    home_id: int | None = declare(
        "department", N_("Department of new people"), shown="home_name", help=N_("Unless what the source says names a department of ours.")
    )
    subject_name: str | None = declare(
        "text", N_("Attribute of what never changes"), max=60, help=N_("entryUUID; of Active Directory objectGUID.")
    )
    account_name: str | None = declare("text", N_("Attribute of the account"), max=60)
    person_name: str | None = declare("text", N_("Attribute of the name"), max=60)
    mail_name: str | None = declare("text", N_("Attribute of the mail address"), max=60)
    group_name: str | None = declare("text", N_("Attribute of the groups"), max=60)
    branch_name: str | None = declare("text", N_("Attribute of the department"), max=60)

    def check(self) -> dict[str, Words]:
        wrong = {name: Words("Please fill this in.") for name in NEEDED[self.kind] if not getattr(self, name)}
        if self.creates and not self.role_id:
            wrong["role_id"] = Words("Without a role new people could do nothing.")
        return wrong

    def attribute(self, name: str) -> str:
        """What the source calls it."""
        return getattr(self, name) or USUAL[self.kind][name]


@draft
class IdentityProvider(IdentityProviderDraft, Record):
    """A source as the database has it."""

    role_name: str | None = None
    home_name: str | None = None

    @property
    def address(self) -> tuple[str, int]:
        """Host and port of the directory."""
        name, _, port = (self.host or "").rpartition(":") if ":" in (self.host or "") else (self.host or "", "", "")
        return name, int(port) if port else PORTS[self.security or "ldaps"]


MODULE = Module(
    name="identity_provider",
    area="platform",
    label=N_("Sign-in source"),
    plural=N_("Sign-in sources"),
    icon="fingerprint",
    path="/identity-providers",
    draft=IdentityProviderDraft,
    row=IdentityProvider,
    columns=("name", "kind", "active", "creates", "updated_at"),
    sections=(
        Section(N_("Basics"), ("name", "kind", "active")),
        Section(N_("OpenID Connect"), ("issuer", "client_id", "scopes", "private", "factor", "acr")),
        Section(N_("LDAP"), ("host", "security", "certificate", "bind_dn", "base_dn", "person_filter", "exclusive")),
        Section(N_("Who comes in"), ("link_known", "creates", "role_id", "home_id")),
        Section(
            N_("Names of attributes"),
            ("subject_name", "account_name", "person_name", "mail_name", "group_name", "branch_name"),
            folded=True,
        ),
    ),
    subtitle=lambda row: row.issuer or row.host or "",
    sorts=("name", "updated_at", "created_at"),
    sort="name",
    quick=("kind", "active"),
    searched=("name",),
    verbs=("view", "create", "edit", "remove"),
    importable=False,
    configuration=("name",),
    description=N_("Accounts that people have already, to sign in with: of the company’s OpenID Connect provider or its directory."),
    rank=60,
)
