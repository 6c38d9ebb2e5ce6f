"""Explains access to a record: who has it and through what, and why somebody has it or not."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from crm.dao.kit.database import Database
from crm.dao.platform.explain import ExplainDao
from crm.domain.kit.module import Module
from crm.domain.platform.explain import VERBS, Door, Person, person
from crm.errors import NotFound
from crm.service.kit.transaction import reading


@dataclass(frozen=True, slots=True)
class Near:
    """What lets people see a record beside the scopes of their roles."""

    pool: int | None
    doors: list[Door]
    worked_on: tuple[str, int] | None
    team: list[int]


class ExplainService:
    """The caller has read the record: who may not see it is not told who else may."""

    def __init__(self, db: Database, explains: ExplainDao):
        self.db = db
        self.explains = explains

    @reading
    def everybody(self, module: Module, record: Any) -> list[Person]:
        """All who may see the record, those with the closest tie first."""
        below, near = self._below(), self._near(module, record)
        found = []
        for _, lines in groupby(self.explains.holdings(), key=lambda line: line.user_id):
            one = self._person(module, record, list(lines), below, near)
            if "view" in one.may:
                found.append(one)
        return sorted(found, key=lambda one: one.near)

    @reading
    def one(self, module: Module, record: Any, user_id: int) -> Person:
        """One person, whether he may see it or not."""
        lines = self.explains.holdings(user_id)
        if not lines:
            raise NotFound()
        return self._person(module, record, lines, self._below(), self._near(module, record))

    def _below(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for pair in self.explains.tree():
            found[pair.above_id].append(pair.below_id)
        return found

    def _near(self, module: Module, record: Any) -> Near:
        """Who sees the record because of the pool it lies in, or of the team that works on it."""
        pool = getattr(record, "pool_id", None)
        worked_on = (module.team.of, getattr(record, module.team.column)) if module.team else None
        return Near(pool, self.explains.doors(pool) if pool else [], worked_on, self.explains.on_team(*worked_on) if worked_on else [])

    @staticmethod
    def _person(module: Module, record: Any, lines: list[Any], below: dict[int, list[int]], near: Near) -> Person:
        verbs = [verb for verb in VERBS if verb in module.verbs]
        mine = {("user", lines[0].user_id), *(("role", line.role_id) for line in lines)}
        mine |= {("department", above) for above, under in below.items() if lines[0].department_id in under}
        pools = [near.pool] if near.pool and any((door.kind, door.holder_id) in mine for door in near.doors) else []
        teams = [near.worked_on] if near.worked_on and lines[0].user_id in near.team else []
        return person(lines, below.get(lines[0].department_id or 0, []), module.name, verbs, record, pools, teams)
