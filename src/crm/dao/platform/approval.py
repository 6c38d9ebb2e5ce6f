"""The course of requests for approval in the database, and the people who decide."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.dao.platform.user import RoleGrants
from crm.domain.platform.approval import Seat
from crm.domain.platform.approval_request import Waiting


@dataclass(frozen=True)
class Blocking:
    """An open request, the record that it locks, and one of those who decide now."""

    record_id: int
    request_id: int
    name: str | None


@dataclass(frozen=True)
class NamedSeat(Seat):
    """A seat with the names of the people."""

    user_name: str | None = None
    via_name: str | None = None


class ApprovalDao(Dao):
    @statement
    def lock(self, id: int) -> int | None:
        """Whoever comes next waits until the transaction is over."""
        ...

    @statement
    def blocking(self, subject: str, ids: list[int]) -> list[Blocking]:
        """The open requests of these records."""
        ...

    @statement
    def seats(self, request_id: int) -> list[NamedSeat]: ...

    @statement
    def put_seats(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def set_seats(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def waiting(self, user_id: int, decides_for: list[int], size: int, before: int | None = None) -> list[Waiting]:
        """What waits for somebody or for those for whom he decides, the newest first."""
        ...

    @statement
    def asked(self, user_id: int, size: int, before: int | None = None) -> list[Waiting]:
        """What somebody asked for; `asked_by` is who decided last."""
        ...

    @statement
    def decided(self, user_id: int, size: int, before: int | None = None) -> list[Waiting]: ...

    @statement
    def overdue(self, until: datetime, size: int) -> list[Seat]:
        """Seats whose time is over."""
        ...

    @statement
    def held_by(self, user_ids: list[int]) -> list[Seat]:
        """What these people are to decide now."""
        ...

    @statement
    def entered(self, change_set_id: int, module_name: str, field: str) -> list[int]:
        """The records that the change set made, brought back, or gave another value of the field."""
        ...

    @statement
    def department_of(self, user_id: int) -> int | None: ...

    @statement
    def heads(self, department_id: int) -> list[int]: ...

    @statement
    def active(self, ids: list[int]) -> list[int]: ...

    @statement
    def stand_ins(self, ids: list[int], day: date) -> list[int]:
        """Who decides on that day in place of these people, as far as they are away."""
        ...

    @statement
    def holders(self, role_ids: list[int]) -> list[int]: ...

    @statement
    def roles(self) -> list[RoleGrants]: ...
