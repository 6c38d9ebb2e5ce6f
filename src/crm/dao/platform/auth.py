"""Sessions, credentials and failed attempts in the database."""

from datetime import datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.auth import Credential, SessionLine


class AuthDao(Dao):
    @statement
    def session(self, token_hash: str) -> SessionLine | None: ...

    @statement
    def insert_session(self, token_hash: str, user_id: int, now: datetime, address: str | None, agent: str | None) -> int: ...

    @statement
    def see(self, token_hash: str, now: datetime) -> int: ...

    @statement
    def end(self, token_hash: str) -> int: ...

    @statement
    def credential(self, user_id: int) -> Credential | None: ...

    @statement
    def put_credential(self, user_id: int, password_hash: str, now: datetime, must_change: bool) -> int: ...

    @statement
    def failures(self, subject: str, since: datetime) -> int: ...

    @statement
    def insert_failure(self, subject: str, now: datetime) -> int: ...
