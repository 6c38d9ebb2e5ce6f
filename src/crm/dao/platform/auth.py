"""Sessions, credentials, attempts and resets in the database."""

from datetime import datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.auth import Credential, SessionLine, SessionView
from crm.domain.platform.pace import Attempts


class AuthDao(Dao):
    @statement
    def session(self, token_hash: str) -> SessionLine | None: ...

    @statement
    def insert_session(
        self, token_hash: str, user_id: int, now: datetime, address: str | None, agent: str | None, wants: str = ""
    ) -> int: ...

    @statement
    def put_proven(self, user_id: int, mark: str, now: datetime) -> int: ...

    @statement
    def put_wants(self, user_id: int, wants: str) -> int: ...

    @statement
    def see(self, token_hash: str, now: datetime) -> int: ...

    @statement
    def end(self, token_hash: str) -> int: ...

    @statement
    def sessions(self, user_id: int, seen_after: datetime, created_after: datetime) -> list[SessionView]: ...

    @statement
    def end_marked(self, user_id: int, mark: str) -> int: ...

    @statement
    def end_all(self, user_ids: list[int], keep: str | None = None) -> list[int]:
        """End the sessions of these people, but for the one marked `keep`; gives whose each of them was."""
        ...

    @statement
    def credential(self, user_id: int) -> Credential | None: ...

    @statement
    def put_credential(self, user_id: int, password_hash: str, now: datetime, must_change: bool) -> int: ...

    @statement
    def attempts(self, subject: str, since: datetime) -> Attempts: ...

    @statement
    def insert_attempts(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def forget_attempts(self, subjects: list[str]) -> int: ...

    @statement
    def forget_attempt(self, subject: str, at: datetime) -> int: ...

    @statement
    def insert_reset(self, token_hash: str, user_id: int, expires_at: datetime) -> int: ...

    @statement
    def reset_user(self, token_hash: str, now: datetime) -> int | None: ...

    @statement
    def use_reset(self, token_hash: str, now: datetime) -> int:
        """0 when the link was used before, or holds no longer."""
        ...

    @statement
    def drop_resets(self, user_ids: list[int]) -> int: ...
