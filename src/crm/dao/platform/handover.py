"""Handovers in the database."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.handover import Handover, Move, Sum


@dataclass(frozen=True)
class Receiver:
    """Somebody who works here and may take over."""

    id: int
    name: str
    department_id: int | None


@dataclass(frozen=True)
class Moving:
    """How much of what somebody has goes its own way when he leaves."""

    views: int
    approvals: int


class HandoverDao(Dao):
    @statement
    def insert(
        self, id: int, user_id: int, leaves: bool, plan: list[dict[str, Any]], group_id: int, asked_at: datetime, asked_by: int
    ) -> int: ...

    @statement
    def put_job(self, id: int, job_id: int) -> int: ...

    @statement
    def end(self, id: int, ended_at: datetime) -> int: ...

    @statement
    def page(self, size: int, before: int | None = None) -> list[Handover]: ...

    @statement
    def get(self, id: int) -> Handover | None:
        """With the last change set of it that was not undone."""
        ...

    @statement
    def running(self, user_id: int) -> int | None:
        """A handover of that person's work that has not come to an end."""
        ...

    @statement
    def put_moves(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def known(self, handover_id: int, subject: str, field: str, ids: list[int]) -> list[int]:
        """Those of the records of which it is known already what became of them."""
        ...

    @statement
    def shared(self, handover_id: int, subject: str, field: str) -> list[Sum]:
        """How many of what goes evenly to all each has got."""
        ...

    @statement
    def sums(self, handover_id: int) -> list[Sum]: ...

    @statement
    def moves(
        self, handover_id: int, size: int, after_module: str | None = None, after_field: str | None = None, after_id: int | None = None
    ) -> list[Move]: ...

    @statement
    def names(self, ids: list[int]) -> list[Receiver]: ...

    @statement
    def managers(self, user_id: int, department_id: int, size: int) -> list[Receiver]: ...

    @statement
    def moving(self, user_id: int) -> Moving | None: ...
