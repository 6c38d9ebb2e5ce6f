"""Invitations in the database."""

from dataclasses import dataclass
from datetime import datetime

from crm.dao.kit.base import Dao, statement


@dataclass(frozen=True)
class Invited:
    """Somebody who was invited and has not come yet."""

    id: int
    name: str
    mail: str | None
    department_name: str | None
    sent_at: datetime | None
    sender_name: str | None
    until: datetime | None
    times: int


class InvitationDao(Dao):
    @statement
    def put(self, user_id: int, sent_at: datetime, sent_by: int, until: datetime) -> int: ...

    @statement
    def drop(self, user_id: int) -> int: ...

    @statement
    def page(self, size: int, after: int | None = None, verb: str = "edit") -> list[Invited]: ...

    @statement
    def uninvited(self, size: int, verb: str = "edit") -> list[int]: ...
