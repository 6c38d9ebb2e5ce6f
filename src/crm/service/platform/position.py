"""Positions, and the chart of the organisation that they stand in."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from crm.dao.platform.position import Employee, PositionDao
from crm.domain.platform.department import TreeLine
from crm.domain.platform.position import Position, PositionDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading
from crm.service.platform.department import DepartmentService

MOST = 3000


@dataclass(frozen=True)
class Unit:
    """A department of the chart, with its people."""

    line: TreeLine
    manager: Employee | None
    people: list[Employee]


class PositionService(RecordService[Position, PositionDraft]):
    records: PositionDao

    def __init__(self, kit: Kit, records: PositionDao, departments: DepartmentService):
        super().__init__(kit, records)
        self.departments = departments

    def verify_removals(self, rows: list[Any]) -> dict[int, Invalid]:
        held = {one.position_id: one.n for one in self.records.holders([row.id for row in rows])}
        return {id: Invalid(id=Words("{n} people have this position. Give them another one first.", n=n)) for id, n in held.items()}

    @reading
    def chart(self) -> list[Unit]:
        """Every department in the order of the tree: who leads it, and who else works there."""
        tree, staff = self.departments.tree(), self.records.staff(MOST)
        by_id, within = {one.id: one for one in staff}, defaultdict[int, list[Employee]](list)
        for one in staff:
            within[one.department_id].append(one)
        return [
            Unit(line, by_id.get(line.manager_id or 0), [one for one in within[line.id] if one.id != line.manager_id]) for line in tree
        ]  # fmt: skip
