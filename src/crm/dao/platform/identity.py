"""Links between people here and at sign-in sources in the database."""

from datetime import datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.identity import Identity, IdentityView


class IdentityDao(Dao):
    @statement
    def by_subject(self, provider_id: int, issuer: str, subject: str) -> Identity | None: ...

    @statement
    def of_user(self, user_id: int) -> list[IdentityView]: ...

    @statement
    def insert(self, provider_id: int, user_id: int, issuer: str, subject: str, granted: list[int], level: str, now: datetime) -> int:
        """0 when somebody is linked to it already."""
        ...

    @statement
    def use(self, id: int, granted: list[int], level: str, now: datetime) -> int: ...

    @statement
    def remove(self, id: int, user_id: int) -> int: ...

    @statement
    def branch(self, name: str) -> int | None:
        """The department of that name, whoever asks."""
        ...

    @statement
    def has_password(self, user_id: int) -> int: ...

    @statement
    def insert_answer(self, state_hash: str, expires_at: datetime) -> int:
        """0 when this answer has come before."""
        ...

    @statement
    def sweep_answers(self, now: datetime) -> int: ...
