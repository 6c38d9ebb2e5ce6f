"""Moving a department within the tree: what comes under whom by it, said before it is done."""

from dataclasses import dataclass

from crm.dao.kit.database import Database
from crm.dao.platform.holding import HoldingDao
from crm.domain.kit.module import Module
from crm.domain.platform.department import Department, TreeLine
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.transaction import reading
from crm.service.platform.department import DepartmentService
from crm.service.platform.role_change import Foreseen, RoleChangeService


@dataclass(frozen=True)
class Move:
    """What moves with a department, under whom it stood and will stand, the nearest first, and what that does to what people see."""

    department: Department
    parent_id: int | None
    departments: int
    people: int
    records: list[tuple[Module, int]]
    above: list[TreeLine]
    wanted: list[TreeLine]
    seen: Foreseen


class DepartmentMoveService:
    def __init__(self, db: Database, departments: DepartmentService, holding: HoldingDao, changes: RoleChangeService):
        self.db = db
        self.departments = departments
        self.holding = holding
        self.changes = changes

    @reading
    def foresee(self, id: int, parent_id: int | None) -> Move:
        """Without writing anything. Raises Invalid by `parent_id` where it cannot stand."""
        row, tree = self.departments.get(id), self.departments.tree()
        self.departments.check_record("edit", row)
        chains = {line.id: chain for line, chain in _chains(tree)}
        below = [line_id for line_id, chain in chains.items() if any(line.id == id for line in chain)]
        if parent_id in below:
            raise Invalid(parent_id=Words("A department cannot belong to itself or to one below it."))
        if parent_id is not None and parent_id not in chains:
            raise Invalid(parent_id=Words("Please choose one from the list."))
        people = next(line.all for line in tree if line.id == id)
        records, wanted = self.holding.of_departments(below), chains[parent_id] if parent_id else []
        above, over = {line.id for line in chains[id][1:]}, {line.id for line in wanted}
        seen = self.changes.of_move(below, above - over, over - above)
        return Move(row, parent_id, len(below) - 1, people, records, chains[id][1:], wanted, seen)

    def places(self, id: int) -> list[TreeLine]:
        """Where the department may stand: everywhere but at itself and below."""
        chains = _chains(self.departments.tree())
        return [line for line, chain in chains if all(one.id != id for one in chain)]


def _chains(tree: list[TreeLine]) -> list[tuple[TreeLine, list[TreeLine]]]:
    """Each line with itself and all above it, the nearest first; the tree is told in its order."""
    found, path = [], list[TreeLine]()
    for line in tree:
        path = [*path[: line.depth], line]
        found.append((line, path[::-1]))
    return found
