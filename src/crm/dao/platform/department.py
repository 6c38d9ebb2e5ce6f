"""Departments in the database, and their tree."""

from dataclasses import dataclass
from typing import Any

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.platform.department import MODULE


@dataclass(frozen=True)
class Branch:
    """A department and what it belongs to."""

    id: int
    name: str
    parent_id: int | None


@dataclass(frozen=True)
class DepartmentPeople:
    """Who leads a department, and how many belong to it: active ones, and all."""

    department_id: int
    manager_id: int | None
    manager_name: str | None
    people: int
    members: int


class DepartmentDao(RecordDao):
    module = MODULE

    @statement
    def branches(self) -> list[Branch]:
        """Every department, in the order of its name; the organisation is no secret to those who work in it."""
        ...

    @statement
    def people(self) -> list[DepartmentPeople]: ...

    @statement
    def clear_tree(self) -> int: ...

    @statement
    def put_tree(self, rows: list[dict[str, Any]]) -> int: ...
