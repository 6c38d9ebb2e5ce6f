"""Who may do what with a record, and through what: told by the predicate that lists and pages use."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from crm.domain.kit.access import Door, Grants, Ground, Ids, Predicate, Scope, predicate
from crm.domain.kit.module import modules

VERBS = ("view", "edit", "assign", "remove", "export", "approve", "mass", "reveal")
NEAR = ("own", "stand_in", "team", "share", "department", "below", "pool", "all", "everything")  # the closest tie first


class Granting(Protocol):
    """A role as far as it grants."""

    @property
    def administrator(self) -> bool: ...
    @property
    def grants(self) -> dict[str, int]: ...


@dataclass(frozen=True)
class Opened:
    """A record that was opened to a person, a role, a department or a team by itself."""

    module: str
    record_id: int
    holder_id: int
    edits: bool
    ends_at: datetime | None
    parts: bool = field(default=False, kw_only=True)  # with what belongs to it


@dataclass(frozen=True)
class Opening(Opened):
    """The same with the record that says so: a share, or a member of the record's team (`kind`)."""

    source_id: int
    kind: str


def gathered(
    roles: Iterable[Granting], user_id: int, department_id: int | None, below: Sequence[int], pools: Iterable[tuple[str, int]] = (),
    opened: Iterable[Opened] = (), stands_in: Iterable[int] = (),
) -> Grants:  # fmt: skip
    """Several roles add up: each permission reaches as far as the widest of them. `pools` are (module, pool) pairs, `stands_in` the
    people whose records one looks after."""
    scopes: dict[str, Scope] = {}
    everything = False
    for role in roles:
        everything = everything or role.administrator
        for name, scope in role.grants.items():
            scopes[name] = max(scopes.get(name, Scope.NONE), Scope(scope))
    return Grants(scopes, user_id, department_id, tuple(below), everything, _listed(pools), _grounds(opened), tuple(stands_in))


def _listed(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for module, id in pairs:
        found.setdefault(module, []).append(id)
    return {module: tuple(ids) for module, ids in found.items()}


def _grounds(opened: Iterable[Opened]) -> dict[str, tuple[Ground, ...]]:
    """Permission -> the records themselves, and what belongs to them."""
    found: dict[tuple[str, str, bool], set[int]] = defaultdict(set)
    holders = set()
    for one in opened:
        holders.add(one.holder_id)
        for verb in ("view", "edit") if one.edits else ("view",):
            for parts in {False, one.parts}:
                found[one.module, verb, parts].add(one.record_id)
    by = tuple(sorted(holders))
    made = defaultdict[str, list[Ground]](list)
    for (name, verb, parts), ids in found.items():
        ground = Ground("id", Ids(ids), "opened", Door(name, by, verb == "edit", parts))
        for module in modules().values():
            if module.name == name and not parts:
                made[module.permission(verb)].append(ground)
            elif module.team and (module.team.of, module.team.by_share) == (name, parts):
                made[module.permission(verb)].append(replace(ground, column=module.team.column))
    return {permission: tuple(ones) for permission, ones in made.items()}


@dataclass(frozen=True)
class Holding:
    """One role of one person; a person without roles has one line without a role."""

    user_id: int
    user_name: str
    state: str
    department_id: int | None
    department_name: str | None
    role_id: int | None
    role_name: str | None
    administrator: bool | None
    role_grants: dict[str, int] | None

    @property
    def grants(self) -> dict[str, int]:
        return self.role_grants or {}


@dataclass(frozen=True)
class Under:
    """One department and one that lies under it; each lies under itself."""

    above_id: int
    below_id: int


@dataclass(frozen=True)
class PoolDoor:
    """A person, a role or a department that sees what lies in a pool."""

    kind: str
    holder_id: int


@dataclass(frozen=True)
class RecordDoor(Opening):
    """The same with the name of the person, role, department or team."""

    holder_name: str


@dataclass(frozen=True)
class InTeam:
    """Somebody in a team across departments."""

    team_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class Near:
    """What lets one person see a record beside the scopes of his roles: the pool that it lies in, if he is a member; the doors that
    were opened to him; whether he stands in for its owner."""

    pools: Sequence[int] = ()
    doors: Sequence[RecordDoor] = ()
    stands_in: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """What one rule says of one verb on one record: it lets in, or for which reason it does not. `source_id` is the role; or the pool,
    the record that was opened, the owner for whom one stands in."""

    source_id: int
    name: str
    why: str  # own, stand_in, team, share, department, below, pool, all, everything; nothing where the role does not grant the verb
    opens: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with the verbs he may use on the record, and what each of his roles says of each verb."""

    id: int
    name: str
    department: str | None
    active: bool
    may: tuple[str, ...]
    ways: Mapping[str, tuple[Way, ...]]

    @property
    def near(self) -> int:
        """How close the tie is that lets him see the record."""
        return min((NEAR.index(way.why) if way.why in NEAR else len(NEAR) for way in self.ways["view"] if way.opens), default=len(NEAR))


def person(
    lines: Sequence[Holding], below: Sequence[int], module: str, verbs: Iterable[str], record: Any, near: Near = Near()  # noqa: B008
) -> Person:  # fmt: skip
    """One person and one record. What may not be seen cannot be changed either: services read before they write."""
    first, roles = lines[0], [line for line in lines if line.role_id is not None]
    pools = [(module, pool) for pool in near.pools]
    own = gathered(roles, first.user_id, first.department_id, below, pools, near.doors, near.stands_in)  # type: ignore[arg-type]
    active = first.state == "active"
    seen = active and predicate(own, f"{module}.view").holds(record)
    may, ways = [], {}
    for verb in verbs:
        permission = f"{module}.{verb}"
        if seen and predicate(own, permission).holds(record):
            may.append(verb)
        beside = tuple(_beside(verb, near)) if predicate(own, permission).grounds else ()
        ways[verb] = (*(_way(line, first, below, permission, record) for line in roles), *beside)
    return Person(first.user_id, first.user_name, first.department_name, active, tuple(may), ways)


def _beside(verb: str, near: Near) -> Iterator[Way]:
    yield from (Way(id, "", "stand_in", True) for id in near.stands_in)
    if verb == "view":
        yield from (Way(pool, "", "pool", True) for pool in near.pools)
    if verb in ("view", "edit"):
        yield from (Way(one.record_id, one.holder_name, one.kind, True) for one in near.doors if verb == "view" or one.edits)


def _way(line: Holding, first: Holding, below: Sequence[int], permission: str, record: Any) -> Way:
    """The same question asked of one role alone."""
    alone = gathered([line], first.user_id, first.department_id, below)  # type: ignore[list-item]
    found = predicate(alone, permission)
    return Way(line.role_id or 0, line.role_name or "", _why(found, alone, record), found.holds(record))


def _why(found: Predicate, alone: Grants, record: Any) -> str:
    if found.always:
        return "everything" if alone.everything else "all"
    open_ = [ground.why for ground in found.grounds if getattr(record, ground.column) in ground.values]
    return next(iter(open_ or [ground.why for ground in found.grounds]), "nothing")
