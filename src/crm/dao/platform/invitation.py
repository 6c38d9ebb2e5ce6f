"""Invitations in the database."""

from datetime import datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.invitation import Invited


class InvitationDao(Dao):
    @statement
    def put(self, user_id: int, sent_at: datetime, sent_by: int, until: datetime) -> int: ...

    @statement
    def drop(self, user_id: int) -> int: ...

    @statement
    def page(self, size: int, after: int | None = None, verb: str = "edit") -> list[Invited]: ...

    @statement
    def uninvited(self, size: int, verb: str = "edit") -> list[int]: ...
