"""Departments: a tree, kept with every department's ancestors."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from crm.dao.platform.department import Branch, DepartmentDao
from crm.dao.platform.user import UserDao
from crm.domain.kit.event import RecordsWritten
from crm.domain.platform.department import Department, DepartmentChoice, DepartmentDraft, TreeLine
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading


class DepartmentService(RecordService[Department, DepartmentDraft]):
    records: DepartmentDao

    def __init__(self, kit: Kit, records: DepartmentDao, users: UserDao):
        super().__init__(kit, records)
        self.users = users

    @reading
    def choices(self) -> list[DepartmentChoice]:
        """Every department in the order of the tree."""
        return list(in_order(self.records.branches()))

    @reading
    def tree(self) -> list[TreeLine]:
        """Every department in the order of the tree, with its manager and its active people."""
        self.require("view")
        found = {line.department_id: line for line in self.records.people()}
        branches = self.records.branches()
        totals = dict.fromkeys(found, 0)
        for row in closure(branches):
            totals[row["above_id"]] += found[row["below_id"]].people
        lines = ((choice, found[choice.id]) for choice in in_order(branches))
        return [
            TreeLine(choice.id, choice.name, choice.depth, line.manager_id, line.manager_name, line.people, totals[choice.id])
            for choice, line in lines
        ]

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """Nothing is below itself, also by what several of them say together; below a new one nothing stands."""
        parents = {branch.id: branch.parent_id for branch in self.records.branches()}
        refused = {}
        for at, (row, before) in enumerate(pairs):
            if before is None:
                continue
            was, parents[row.id] = parents.get(row.id), row.parent_id
            if is_below_itself(row.id, parents):
                parents[row.id] = was
                refused[at] = Invalid(parent_id=Words("A department cannot belong to itself or to one below it."))
        return refused

    def verify_removals(self, rows: list[Any]) -> dict[int, Invalid]:
        below = Counter(branch.parent_id for branch in self.records.branches())
        people = {line.department_id: line.members for line in self.records.people()}
        refused = {}
        for row in rows:
            if n := below[row.id]:
                refused[row.id] = Invalid(id=Words("This department still has others below it: {n}. Move or remove them first.", n=n))
            elif n := people.get(row.id, 0):
                refused[row.id] = Invalid(id=Words("{n} people belong to this department. Move them to another one first.", n=n))
        return refused

    @listens(RecordsWritten)
    def keep_tree(self, event: RecordsWritten) -> None:
        """Write the closure anew whenever a department was written, by whatever way."""
        if event.module != self.module.name:
            return
        self.records.clear_tree()
        self.records.put_tree(closure(self.records.branches()))
        self.users.move_stamp()


def is_below_itself(id: int, parents: Mapping[int, int | None]) -> bool:
    above, passed = parents.get(id), set()
    while above and above not in passed:
        if above == id:
            return True
        passed.add(above)
        above = parents.get(above)
    return False


def closure(branches: list[Branch]) -> list[dict[str, int]]:
    """Each department with everything above it: (above, below, depth)."""
    parents = {branch.id: branch.parent_id for branch in branches}
    rows = []
    for branch in branches:
        above, depth = branch.id, 0
        while above is not None and above in parents and depth < 50:
            rows.append({"above_id": above, "below_id": branch.id, "depth": depth})
            above, depth = parents[above], depth + 1  # type: ignore[assignment]
    return rows


def in_order(branches: list[Branch], parent_id: int | None = None, depth: int = 0) -> Iterator[DepartmentChoice]:
    known = {branch.id for branch in branches}
    for branch in branches:
        if branch.parent_id == parent_id or (depth == 0 and branch.parent_id not in known and branch.parent_id is not None):
            yield DepartmentChoice(branch.id, branch.name, depth)
            yield from in_order(branches, branch.id, depth + 1)
