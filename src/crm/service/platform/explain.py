"""Explains access to a record: who has it and through what, and why somebody has it or not."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.explain import ExplainDao
from crm.domain.kit.module import Module
from crm.domain.platform.explain import VERBS, InTeam, Near, Person, PoolDoor, RecordDoor, person
from crm.errors import NotFound
from crm.service.kit.record import RecordService
from crm.service.kit.transaction import reading
from crm.service.platform.user import UserService


@dataclass(frozen=True, slots=True)
class Around:
    """What lets people see a record beside the scopes of their roles."""

    pool: int | None
    pool_doors: list[PoolDoor]
    doors: list[RecordDoor]
    teams: list[InTeam]
    stand_ins: list[int]
    owner: int | None

    def near(self, holders: set[tuple[str, int]], user_id: int) -> Near:
        """As far as it concerns one person: `holders` are he, his roles and his departments, by kind."""
        mine = {id for _, id in holders} | {one.team_id for one in self.teams if one.person_id == user_id}
        pools = [self.pool] if self.pool and any((door.kind, door.holder_id) in holders for door in self.pool_doors) else []
        doors = [door for door in self.doors if door.holder_id in mine]
        return Near(pools, doors, [self.owner] if self.owner and user_id in self.stand_ins else [])


class ExplainService:
    """The caller has read the record: who may not see it is not told who else may."""

    def __init__(self, db: Database, explains: ExplainDao, users: UserService):
        self.db = db
        self.explains = explains
        self.users = users

    @reading
    def everybody(self, module: Module, record: Any) -> list[Person]:
        """All who may see the record, those with the closest tie first."""
        below, around = self._below(), self._around(module, record)
        found = []
        for _, lines in groupby(self.explains.holdings(), key=lambda line: line.user_id):
            one = self._person(module, record, list(lines), below, around)
            if "view" in one.may:
                found.append(one)
        return sorted(found, key=lambda one: one.near)

    @reading
    def one(self, module: Module, record: Any, user_id: int) -> Person:
        """One person, whether he may see it or not."""
        lines = self.explains.holdings(user_id)
        if not lines:
            raise NotFound()
        return self._person(module, record, lines, self._below(), self._around(module, record))

    @reading
    def asked(self, service: RecordService[Any, Any], id: int) -> tuple[Any, bool]:
        """A record as far as whoever asks may see it, and whether it was deleted."""
        if found := service.find([id]):
            return found[0], False
        if gone := service.records.find([id], removed=True):
            return gone[0], True
        raise NotFound()

    def _below(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for pair in self.explains.tree():
            found[pair.above_id].append(pair.below_id)
        return found

    def _around(self, module: Module, record: Any) -> Around:
        """Who sees the record because of the pool it lies in, or because it was opened to him, or the one that it belongs to."""
        pool, owner = getattr(record, "pool_id", None), getattr(record, "owner_id", None)
        head = getattr(record, module.team.column) if module.team else None
        opened = self.explains.opened(sorted({record.id, head} - {None}), current.now())
        by_share = module.team is not None and module.team.by_share
        doors = [door for door in opened if door.record_id == record.id or door.parts or not by_share]
        teams = self.explains.in_teams([door.holder_id for door in doors]) if doors else []
        stand_ins = self.explains.stand_ins(owner, self.users.company_day()[0]) if owner else []
        return Around(pool, self.explains.doors(pool) if pool else [], doors, teams, stand_ins, owner)

    @staticmethod
    def _person(module: Module, record: Any, lines: list[Any], below: dict[int, list[int]], around: Around) -> Person:
        verbs = [verb for verb in VERBS if verb in module.verbs]
        mine = {("user", lines[0].user_id), *(("role", line.role_id) for line in lines if line.role_id)}
        mine |= {("department", above) for above, under in below.items() if lines[0].department_id in under}
        near = around.near(mine, lines[0].user_id)
        return person(lines, below.get(lines[0].department_id or 0, []), module.name, verbs, record, near)
