"""Sign-in sources and their secrets in the database."""

from datetime import datetime

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.platform.identity import Secret
from crm.domain.platform.identity_provider import MODULE, IdentityProvider


class IdentityProviderDao(RecordDao):
    module = MODULE

    @statement
    def in_force(self, kind: str | None = None) -> list[IdentityProvider]:
        """Those that people may sign in with, of a kind or all, whoever asks."""
        ...

    @statement
    def put_secret(self, provider_id: int, sealed: str, now: datetime) -> int: ...

    @statement
    def drop_secret(self, provider_id: int) -> int: ...

    @statement
    def secret(self, provider_id: int) -> Secret | None: ...
