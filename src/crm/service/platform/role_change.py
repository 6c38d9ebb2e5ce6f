"""Foresees what a change of roles does to people: by their grants before and after, and by the predicate of lists."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.explain import ExplainDao
from crm.dao.platform.role_change import HolderRole, RoleChangeDao
from crm.dao.platform.user import RoleGrants, UserDao
from crm.domain.kit.access import Grants, Scope
from crm.domain.kit.filter import Query
from crm.domain.kit.module import modules
from crm.domain.platform.explain import gathered
from crm.domain.platform.role import known_permissions
from crm.domain.platform.role_change import Deed, Shift, Sight, Touched, deeds, differences, merged, moved, own_sights, reach, sights
from crm.domain.platform.role_ready import READY, ReadyRole, ready_role
from crm.service.kit.transaction import reading

MOST = 10_000  # records are counted no further
COUNTED = 6  # modules whose records are counted, the losses first: each is a statement

Wanted = Callable[[int, list[int]], Iterable[int]]  # (person, the roles he holds) -> the roles that he would hold


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would change, for whoever holds the roles in question."""

    people: int
    sights: tuple[Sight, ...] = ()
    deeds: tuple[Deed, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sights or self.deeds)


class RoleChangeService:
    def __init__(self, db: Database, changes: RoleChangeDao, users: UserDao, explains: ExplainDao, records: Callable[[str], Any]):
        self.db = db
        self.changes = changes
        self.users = users
        self.explains = explains
        self.records = records

    @reading
    def of_role(self, id: int, administrator: bool, grants: dict[str, int]) -> Foreseen:
        """What it does to its holders when a role grants this from now on."""
        lines = self.changes.people(role_id=id)
        known = self._known(lines)
        then = known | {id: replace(known[id], administrator=administrator, grants=grants)} if id in known else known
        return self._foreseen(lines, known, then, lambda _, held: held)

    @reading
    def of_people(self, wanted: Mapping[int, Iterable[int]]) -> Foreseen:
        """What it does to people when they hold these roles from now on."""
        lines = self.changes.people(user_ids=sorted(wanted))
        known = self._known(lines, {role for roles in wanted.values() for role in roles})
        return self._foreseen(lines, known, known, lambda id, _: wanted[id])

    @reading
    def of_person(self, id: int, roles: Iterable[int], left: int | None, joined: int | None) -> Foreseen:
        """What it does when somebody leaves a department for another and holds these roles from now on; see `of_persons`."""
        return self.of_persons({id: roles}, {id: left}, joined)

    @reading
    def of_persons(self, roles: Mapping[int, Iterable[int]], left: Mapping[int, int | None], joined: int | None) -> Foreseen:
        """What it does to people who leave their departments for one other and hold these roles from now on, and to those who see
        their records by their department: the records go with them. What they see of one another's is told as their own sight."""
        below, permissions = self._below(), known_permissions(modules())
        movers = self.changes.people(user_ids=sorted(roles)) if roles else []
        others = self._around(roles, set(left.values()), joined, below)
        known = self._known([*movers, *others], {role for held in roles.values() for role in held})
        found, shifts = list[Sight](), dict[tuple[str, Scope, Scope], list[Touched]]()
        for mine in _each(movers):
            one, before = mine[0], _together([line.role_id for line in mine if line.role_id], known)
            after = _together(roles[one.user_id], known)
            # Their own records stay theirs wherever they go.
            held = [
                replace(_placed(*it, below), stands_in=(one.user_id,))
                for it in ((one, before), (replace(one, department_id=joined), after))
            ]
            person = Touched(one.user_id, one.name, one.department_name, *held)
            found += own_sights(person, permissions)
            for key in differences(before, after, permissions):
                shifts.setdefault(key, []).append(person)
        for place in dict.fromkeys(left.values()):
            owners = tuple(id for id, was in left.items() if was == place)
            found += self._of_others(owners, place, joined, others, known, below)
        counted = self._counted(merged(found))
        told = tuple(one for one in counted if not one.owners or one.count != 0)
        done = deeds(Shift(*key, tuple(people)) for key, people in shifts.items())
        return Foreseen(len({line.user_id for line in (*movers, *others)}), told, tuple(done))

    def _around(
        self, movers: Collection[int], left: Collection[int | None], joined: int | None, below: Mapping[int, tuple[int, ...]]
    ) -> list[HolderRole]:
        """The others whose department, or one below it, is left or joined."""
        ends = {joined, *left}
        near = [above for above, under in below.items() if above in ends or any((place in under) != (joined in under) for place in left)]
        return [line for line in self.changes.people(department_ids=near) if line.user_id not in movers]

    def _of_others(
        self, owners: tuple[int, ...], left: int | None, joined: int | None, lines: list[HolderRole], known: dict[int, RoleGrants],
        below: Mapping[int, tuple[int, ...]],
    ) -> list[Sight]:  # fmt: skip
        """What becomes of the sight of their records for those who see them by their department."""
        found: dict[tuple[str, bool], list[Touched]] = defaultdict(list)
        owned = [module.name for module in modules().values() if module.stored and "owner_id" in module.columns and module.name != "user"]
        for some in _each(lines):
            grants = _placed(some[0], _together([line.role_id for line in some if line.role_id], known), below)
            person = Touched(some[0].user_id, some[0].name, some[0].department_name, grants, grants)
            for name in owned:
                reached = reach(grants, f"{name}.view")
                if (left in reached) != (joined in reached):
                    found[name, joined in reached].append(person)
        return [Sight(name, wider, tuple(people), owners=owners) for (name, wider), people in found.items()]

    @reading
    def of_move(self, moved: Iterable[int], left: Iterable[int], joined: Iterable[int]) -> Foreseen:
        """What it does to people who see their department with all below when these departments stand no longer below the ones, and
        below the others from now on."""
        moved, gone, new = frozenset(moved), frozenset(left), frozenset(joined)
        lines = self.changes.people(department_ids=sorted(gone | new))
        known, now = self._known(lines), self._below()
        then = {**now, **{id: tuple(set(now[id]) - moved) for id in gone}, **{id: tuple({*now[id], *moved}) for id in new}}
        found: dict[tuple[str, bool], list[Touched]] = defaultdict(list)
        people = _each(lines)
        for mine in people:
            grants = _together([line.role_id for line in mine if line.role_id], known)
            one = Touched(
                mine[0].user_id, mine[0].name, mine[0].department_name, _placed(mine[0], grants, now), _placed(mine[0], grants, then)
            )
            for name in modules():
                if grants.scope(f"{name}.view") is Scope.BELOW:
                    found[name, mine[0].department_id in new].append(one)
        told = sorted((Sight(name, wider, tuple(some)) for (name, wider), some in found.items()), key=lambda one: one.wider)
        return Foreseen(len(people), tuple(self._counted(told)))

    def _known(self, lines: list[HolderRole], more: Iterable[int] = ()) -> dict[int, RoleGrants]:
        ids = {line.role_id for line in lines if line.role_id} | set(more)
        return {role.id: role for role in self.users.roles_named(sorted(ids))}

    def _foreseen(self, lines: list[HolderRole], now: dict[int, RoleGrants], then: dict[int, RoleGrants], wanted: Wanted) -> Foreseen:
        """People with the same roles are asked about once: what differs is the same for them, save whose records they are."""
        below = self._below()
        alike: dict[tuple[tuple[int, ...], tuple[int, ...]], list[HolderRole]] = defaultdict(list)
        for mine in _each(lines):
            held = [line.role_id for line in mine if line.role_id]
            alike[tuple(held), tuple(sorted(wanted(mine[0].user_id, held)))].append(mine[0])
        found: dict[tuple[str, Scope, Scope], list[Touched]] = defaultdict(list)
        permissions = known_permissions(modules())
        for (had, has), people in alike.items():
            before, after = _together(had, now), _together(has, then)
            told = [_touched(one, before, after, below) for one in people]
            for key in differences(before, after, permissions):
                found[key] += told
        shifts = [Shift(*key, tuple(people)) for key, people in found.items()]
        return Foreseen(sum(map(len, alike.values())), tuple(self._counted(sights(shifts))), tuple(deeds(shifts)))

    def _below(self) -> dict[int, tuple[int, ...]]:
        found: dict[int, tuple[int, ...]] = {}
        for pair in self.explains.tree():
            found[pair.above_id] = (*found.get(pair.above_id, ()), pair.below_id)
        return found

    def _counted(self, found: list[Sight]) -> list[Sight]:
        """With how many records, of the modules that people work with most."""
        known = modules()
        kept = [one for one in found if one.module in known and known[one.module].stored]
        asked = sorted(kept, key=lambda one: (one.wider, known[one.module].setup, not known[one.module].lonely, known[one.module].rank))
        with current.acting(actor=current.everyone()):
            numbers = {(one.module, one.wider, one.owners): self._count(one) for one in asked[:COUNTED]}
        return [replace(one, count=numbers.get((one.module, one.wider, one.owners))) for one in found]

    def _count(self, sight: Sight) -> int | None:
        asked = moved(sight)
        found: int | None = None if asked is None else self.records(sight.module).count(Query(filter=asked), MOST + 1)
        return found

    @reading
    def came(self, id: int) -> ReadyRole | None:
        """The role as it came with the program, when it did."""
        key = self.changes.ready(id)
        return ready_role(key, modules()) if key in READY else None


def _together(ids: Iterable[int], roles: Mapping[int, RoleGrants]) -> Grants:
    return gathered([roles[id] for id in ids if id in roles], 0, None, ())


def _each(lines: list[HolderRole]) -> list[list[HolderRole]]:
    return [list(mine) for _, mine in groupby(lines, key=lambda line: line.user_id)]


def _touched(one: HolderRole, before: Grants, after: Grants, below: Mapping[int, tuple[int, ...]]) -> Touched:
    return Touched(one.user_id, one.name, one.department_name, _placed(one, before, below), _placed(one, after, below))


def _placed(one: HolderRole, grants: Grants, below: Mapping[int, tuple[int, ...]]) -> Grants:
    return replace(grants, user_id=one.user_id, department_id=one.department_id, below=below.get(one.department_id or 0, ()))
