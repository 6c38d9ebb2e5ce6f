"""Signing in with the password of an LDAP directory: search the person, then bind as him. Needs the extra `ldap`.

The server is one that an administrator has named, most often in the own network; it is spoken to over TLS alone, with its certificate
checked.
"""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from crm.dao.kit.database import Database
from crm.dao.platform.user import UserDao
from crm.domain.platform.identity import Arrival, group_names
from crm.domain.platform.identity_provider import IdentityProvider
from crm.domain.platform.oidc import Untrusted
from crm.domain.platform.user import User
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.fetch import Unreachable
from crm.service.kit.transaction import reading
from crm.service.platform.auth import AuthService
from crm.service.platform.identity import IdentityService
from crm.service.platform.identity_provider import LACKING, IdentityProviderService, is_spoken

TIMEOUT = 5  # seconds, for each answer
NAMES = ("subject_name", "account_name", "person_name", "mail_name", "group_name", "branch_name")
Entry = tuple[str, dict[str, list[bytes]]]


class LdapService:
    def __init__(
        self, db: Database, providers: IdentityProviderService, identities: IdentityService, auth: AuthService, users: UserDao
    ):
        self.db = db
        self.providers = providers
        self.identities = identities
        self.users = users
        self.is_offered = is_spoken("ldap")
        auth.elsewhere = self.admitted

    def admitted(self, account: str, password: str, user: User | None, right: bool) -> tuple[int, str] | None:
        """Who signs in with this, and how he has proven it; None for nobody. `right`: it is the password of that user here."""
        directories = self.providers.in_force("ldap") if self.is_offered else []
        if right and user is not None and (not any(one.exclusive for one in directories) or self._administers(user.id)):
            return user.id, "password"
        for directory in directories:
            try:
                if arrival := self.find(directory, account, password):
                    return self.identities.admit(directory, arrival), "ldap"
            except (Unreachable, Untrusted) as refusal:
                raise Invalid(password=refusal.words, current_password=refusal.words) from refusal
        return None

    @reading
    def _administers(self, user_id: int) -> bool:
        return any(role.administrator for role in self.users.role_grants(user_id))

    def find(self, provider: IdentityProvider, account: str, password: str) -> Arrival | None:
        """Who signs in with this account and this password in the directory; None when nobody does.

        An empty password is nobody's: servers take it for an anonymous bind, and say yes (RFC 4513, 5.1.2).
        """
        if not account.strip() or not password:
            return None
        with self._searching(provider) as search:
            entry = self._person(search, provider, account.strip())
        if entry is None or not self._binds(provider, entry[0], password):
            return None
        return _arrival(provider, *entry)

    @contextmanager
    def _searching(self, provider: IdentityProvider) -> Iterator[Any]:
        """A connection of the account that searches. Raises Unreachable, with the reason."""
        from ldap3.core.exceptions import LDAPException

        connection = self._connection(provider, provider.bind_dn or None, self.providers.secret(provider) or None)
        try:
            self._open(provider, connection)
            if not connection.bind():
                raise Unreachable(Words("The directory does not let the account in that searches."))
            yield connection
        except LDAPException as error:
            raise Unreachable(Words("The directory {host} does not answer.", host=provider.host)) from error
        finally:
            connection.unbind()

    def _open(self, provider: IdentityProvider, connection: Any) -> None:
        """Reach the server, over TLS before anything else is said."""
        from ldap3.core.exceptions import LDAPCertificateError, LDAPSocketOpenError, LDAPStartTLSError

        try:
            connection.open()
            if provider.security == "starttls" and not connection.start_tls():
                raise LDAPStartTLSError()
        except (LDAPCertificateError, LDAPStartTLSError) as error:
            raise Unreachable(Words("The certificate of {host} cannot be trusted.", host=provider.host)) from error
        except LDAPSocketOpenError as error:
            trusted = "certificate" not in str(error).lower()
            words = "{host} does not answer." if trusted else "The certificate of {host} cannot be trusted."
            raise Unreachable(Words(words, host=provider.host)) from error

    @staticmethod
    def _connection(provider: IdentityProvider, name: str | None, password: str | None) -> Any:
        import ssl

        from ldap3 import NONE, Connection, Server, Tls

        host, port = provider.address
        tls = Tls(validate=ssl.CERT_REQUIRED, version=ssl.PROTOCOL_TLS_CLIENT, ca_certs_data=provider.certificate or None)
        server = Server(host, port, use_ssl=provider.security == "ldaps", tls=tls, connect_timeout=TIMEOUT, get_info=NONE)
        return Connection(
            server, name, password, receive_timeout=TIMEOUT, read_only=True, auto_referrals=False, raise_exceptions=False
        )  # fmt: skip

    @staticmethod
    def _person(search: Any, provider: IdentityProvider, account: str) -> Entry | None:
        """The one entry that the filter finds. What was typed in is a value, whatever characters it has."""
        from ldap3 import SUBTREE
        from ldap3.utils.conv import escape_filter_chars

        wanted = (provider.person_filter or "").replace("{account}", escape_filter_chars(account))
        search.search(
            provider.base_dn, wanted, SUBTREE, attributes=[provider.attribute(name) for name in NAMES], size_limit=2, time_limit=TIMEOUT
        )  # fmt: skip
        found = [(one["dn"], dict(one["raw_attributes"])) for one in search.response or [] if one["type"] == "searchResEntry"]
        return found[0] if len(found) == 1 else None

    def _binds(self, provider: IdentityProvider, name: str, password: str) -> bool:
        from ldap3.core.exceptions import LDAPException

        connection = self._connection(provider, name, password)
        try:
            self._open(provider, connection)
            return bool(connection.bind())
        except LDAPException as error:
            raise Unreachable(Words("The directory {host} does not answer.", host=provider.host)) from error
        finally:
            connection.unbind()

    # A trial ----------------------------------------------------------------------

    def trial(self, provider: IdentityProvider, account: str = "") -> list[Words]:
        """What can be said of a directory, and of somebody in it. Raises Unreachable where it would fail."""
        if not self.is_offered:
            raise Unreachable(LACKING["ldap"][1])
        with self._searching(provider) as search:
            entry = self._person(search, provider, account) if account else None
        said = [Words("The directory answers, its certificate can be trusted, and the account that searches was let in.")]
        if account and entry is None:
            said.append(Words("Nobody, or more than one, was found for “{account}”.", account=account))
        elif entry is not None:
            found = _arrival(provider, *entry)
            said.append(Words("Found: {name}, {mail}.", name=found.name or found.account, mail=found.mail or "—"))
            said.append(Words("Groups: {names}", names=", ".join(found.groups) or "—"))
        return said


def _arrival(provider: IdentityProvider, dn: str, attributes: Mapping[str, list[bytes]]) -> Arrival:
    """Who it is, by the names that the directory gives to what it says."""
    values = {name.lower(): found for name, found in attributes.items()}

    def said(name: str) -> list[str]:
        return [one.decode("utf-8", "replace").strip() for one in values.get(provider.attribute(name).lower(), ())]

    raw = next(iter(values.get(provider.attribute("subject_name").lower(), ())), b"")
    return Arrival(
        issuer=provider.host or "",
        subject=_subject(raw) or dn.lower(),
        account=next(iter(said("account_name")), ""),
        name=next(iter(said("person_name")), ""),
        mail=next(iter(said("mail_name")), "").lower(),
        mail_verified=True,
        groups=group_names(said("group_name")),
        branch=next(iter(said("branch_name")), ""),
    )


def _subject(raw: bytes) -> str:
    """What never changes about an entry: text, or the sixteen bytes of an Active Directory GUID."""
    try:
        return raw.decode("ascii").strip() if raw.isascii() else str(uuid.UUID(bytes_le=raw))
    except ValueError:
        return raw.hex()
