"""API tokens in the database."""

from datetime import datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.token import Bearer, TokenLine


class TokenDao(Dao):
    @statement
    def holder(self, token_hash: str, now: datetime) -> Bearer | None:
        """The token of that hash when it neither expired nor was revoked."""
        ...

    @statement
    def see(self, id: int, now: datetime) -> int: ...

    @statement
    def insert(self, user_id: int, name: str, token_hash: str, scopes: list[str], now: datetime, expires_at: datetime) -> int: ...

    @statement
    def revoke(self, id: int, user_id: int, now: datetime) -> int:
        """0 when the user has no such token that still holds."""
        ...

    @statement
    def of_user(self, user_id: int) -> list[TokenLine]: ...
