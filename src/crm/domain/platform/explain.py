"""Who may do what with a record, and through what: told by the predicate that lists and pages use."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from crm.domain.kit.access import Grants, Ground, Predicate, Scope, predicate
from crm.domain.kit.module import modules

VERBS = ("view", "edit", "assign", "remove")
NEAR = ("own", "stand_in", "team", "department", "below", "pool", "all", "everything")  # the closest tie first


class Granting(Protocol):
    """A role as far as it grants."""

    @property
    def administrator(self) -> bool: ...
    @property
    def grants(self) -> dict[str, int]: ...


def gathered(
    roles: Iterable[Granting], user_id: int, department_id: int | None, below: Sequence[int], pools: Iterable[tuple[str, int]] = (),
    teams: Iterable[tuple[str, int]] = (), stands_in: Iterable[int] = (),
) -> Grants:  # fmt: skip
    """Several roles add up: each permission reaches as far as the widest of them. `pools` are (module, pool) pairs, `teams`
    (module, record) pairs, `stands_in` the people whose records one looks after."""
    scopes: dict[str, Scope] = {}
    everything = False
    for role in roles:
        everything = everything or role.administrator
        for name, scope in role.grants.items():
            scopes[name] = max(scopes.get(name, Scope.NONE), Scope(scope))
    return Grants(scopes, user_id, department_id, tuple(below), everything, _listed(pools), _worked_on(_listed(teams)), tuple(stands_in))


def _listed(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for module, id in pairs:
        found.setdefault(module, []).append(id)
    return {module: tuple(ids) for module, ids in found.items()}


def _worked_on(teams: Mapping[str, tuple[int, ...]]) -> dict[str, Ground]:
    """Module -> what the teams open there: the records themselves, and what belongs to them."""
    known = modules().values() if teams else ()
    return {one.name: Ground(one.team.column, teams[one.team.of], "team") for one in known if one.team and one.team.of in teams}


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
class Door:
    """A person, a role or a department that sees what lies in a pool."""

    kind: str
    holder_id: int


@dataclass(frozen=True, slots=True)
class Way:
    """What one role says of one verb on one record: it lets in, or for which reason it does not. `role_id` may also be that
    of a pool, or of the record that a team works on."""

    role_id: int
    role: str
    why: str  # own, stand_in, team, department, below, pool, all, everything; nothing where the role does not grant the verb
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
    lines: Sequence[Holding], below: Sequence[int], module: str, verbs: Iterable[str], record: Any, pools: Sequence[int] = (),
    teams: Sequence[tuple[str, int]] = (),
) -> Person:  # fmt: skip
    """One person and one record. What may not be seen cannot be changed either: services read before they write.

    `pools`: the record's own, when the person is a member of it; `teams`: the (module, record) whose team he is on.
    """
    first, roles = lines[0], [line for line in lines if line.role_id is not None]
    own = gathered(roles, first.user_id, first.department_id, below, [(module, pool) for pool in pools], teams)  # type: ignore[arg-type]
    active = first.state == "active"
    seen = active and predicate(own, f"{module}.view").holds(record)
    may, ways = [], {}
    for verb in verbs:
        permission = f"{module}.{verb}"
        if seen and predicate(own, permission).holds(record):
            may.append(verb)
        near = (*(Way(pool, "", "pool", True) for pool in pools), *(Way(id, "", "team", True) for _, id in teams))
        near = near if verb == "view" and predicate(own, permission).grounds else ()
        ways[verb] = (*(_way(line, first, below, permission, record) for line in roles), *near)
    return Person(first.user_id, first.user_name, first.department_name, active, tuple(may), ways)


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
