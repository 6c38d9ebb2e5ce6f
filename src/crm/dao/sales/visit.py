"""Visits in the database."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.visit import MODULE
from crm.domain.sales.visit_rate import Rate


@dataclass(frozen=True)
class Manager:
    """Who leads a department."""

    department_id: int
    manager_id: int


@dataclass(frozen=True)
class Photo:
    """A photo, by the id of its file, and the visit that it hangs on."""

    id: int
    visit_id: int


class VisitDao(RecordDao):
    module = MODULE

    @statement
    def name_entries(self, rows: list[dict[str, Any]]) -> int:
        """Note the entry of the story that each visit made; None where it was taken back."""
        ...

    @statement
    def by_entry(self, activity_id: int) -> int | None:
        """The visible visit that made the entry."""
        ...

    @statement
    def overdue(self, today: date, size: int) -> list[int]:
        """Visits that were planned for days that are over."""
        ...

    @statement
    def managers(self, ids: list[int]) -> list[Manager]:
        """The managers of departments."""
        ...

    @statement
    def rates(self, first: date, last: date) -> list[Rate]:
        """Plan and done of each person, as far as the actor sees the visits."""
        ...

    @statement
    def old_photos(self, before: datetime, after_id: int, size: int) -> list[Photo]:
        """Photos that were taken in before this moment, in the order of their ids."""
        ...

    @statement
    def forget_positions(self, before: datetime) -> int:
        """Forget where check-ins before this moment were."""
        ...
