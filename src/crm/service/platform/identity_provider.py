"""Sign-in sources: what is kept of them, and their secrets, which nobody ever reads again."""

import importlib.util
from collections.abc import Iterator
from functools import cache
from typing import Any

from crm import current
from crm.dao.platform.identity_provider import IdentityProviderDao
from crm.dao.platform.user import UserDao
from crm.domain.platform.identity_provider import MODULE, IdentityProvider, IdentityProviderDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional
from crm.service.platform import rank
from crm.service.platform.doctor import Finding
from crm.service.platform.security import SecurityService
from crm.service.platform.vault import Vault

LONGEST_SECRET = 500
# Kind -> the library that it needs, and what is said where that is not installed.
LACKING = {
    "oidc": ("joserfc", Words("Signing in with OpenID Connect needs the extra “oidc”: pip install crm[oidc].")),
    "ldap": ("ldap3", Words("Signing in with an LDAP directory needs the extra “ldap”: pip install crm[ldap].")),
}
# What decides to whom the secret is shown, and for whom a source may vouch: whoever changes it has to say the secret again.
ADDRESSED = ("kind", "issuer", "client_id", "host", "bind_dn")


class IdentityProviderService(RecordService[IdentityProvider, IdentityProviderDraft]):
    records: IdentityProviderDao

    def __init__(self, kit: Kit, records: IdentityProviderDao, users: UserDao, vault: Vault, security: SecurityService):
        super().__init__(kit, records)
        self.users = users
        self.vault = vault
        self.security = security

    @reading
    def in_force(self, kind: str | None = None) -> list[IdentityProvider]:
        """Those that people may sign in with; for the sign-in page and for signing in."""
        return self.records.in_force(kind)

    def verify(self, row: Any, before: Any | None) -> None:
        """Whoever lets people in with a role hands it out."""
        if row.role_id and (before is None or row.role_id != before.role_id or row.creates != before.creates):
            rank.require_grantable(self.users, row.role_id)

    def written(self, rows: list[Any]) -> None:
        for row in rows:
            self.security.note("identity_provider", None, provider=row.id)

    def findings(self) -> Iterator[Finding]:
        """For the doctor: whether all that people may sign in with can be spoken to."""
        lacking = sorted({one.kind for one in self.in_force() if not is_spoken(one.kind)})
        yield from (Finding("bad", MODULE.plural, LACKING[kind][1]) for kind in lacking)
        if not lacking:
            yield Finding("ok", MODULE.plural, Words("In order."))

    # Secrets -----------------------------------------------------------------

    @reading
    def has_secret(self, id: int) -> bool:
        return self.records.secret(id) is not None

    @reading
    def secret(self, provider: IdentityProvider) -> str:
        """What the source lets us in with; nothing where there is none, or the source is no longer the one it was meant for."""
        found = self.records.secret(provider.id)
        return (self.vault.unseal(found.sealed, label_of(provider)) or "") if found else ""

    @transactional
    def put_secret(self, id: int, text: str) -> None:
        """Keep the secret of a source, or none."""
        provider = self.get(id)
        self.check_record("edit", provider)
        if len(text) > LONGEST_SECRET:
            raise Invalid(secret=Words("At most {most} characters.", most=LONGEST_SECRET))
        if text:
            self.records.put_secret(id, self.vault.seal(text, label_of(provider)), current.now())
        else:
            self.records.drop_secret(id)
        self.security.note("identity_provider", None, provider=id, secret=bool(text))


def is_spoken(kind: str) -> bool:
    """Whether this installation has what sources of that kind need."""
    return _is_there(LACKING[kind][0])


@cache
def _is_there(library: str) -> bool:
    return importlib.util.find_spec(library) is not None


def label_of(provider: IdentityProvider) -> str:
    """Sealed for this very source: once its address changes, the secret opens no more, so it is never sent elsewhere."""
    return "|".join(["identity", str(provider.id), *(str(getattr(provider, name) or "") for name in ADDRESSED)])
