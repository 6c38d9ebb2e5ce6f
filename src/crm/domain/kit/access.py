"""Who may touch which records: permissions with a scope, and the one predicate made of them.

The predicate is a small tree. SQL is written from it (dao/kit/access.py) and a row already read is held
against it (`Predicate.holds`), so lists, pages, export, search and the explanation cannot disagree.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, TypeVar

T = TypeVar("T")
VERBS = ("view", "create", "edit", "remove", "import", "export", "assign", "approve", "mass", "reveal")


class Scope(IntEnum):
    """How far a permission reaches; several roles add up to the widest."""

    NONE = 0
    OWN = 1
    DEPARTMENT = 2
    BELOW = 3
    ALL = 4


@dataclass(frozen=True)
class Grants:
    """What one person may do: permission -> scope, and the departments that the scopes mean."""

    scopes: Mapping[str, Scope] = field(default_factory=dict)
    user_id: int = 0
    department_id: int | None = None
    below: tuple[int, ...] = ()  # the own department and everything under it
    everything: bool = False
    pools: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # module -> the public pools that this person is a member of
    opened: Mapping[str, tuple["Ground", ...]] = field(default_factory=dict)  # permission -> the records opened one by one
    stands_in: tuple[int, ...] = ()  # the people whose records this person looks after like his own while they are away
    kept: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def opens_single(self) -> bool:
        """Whether records were opened one by one, or are looked after for somebody who is away."""
        return bool(self.opened or self.stands_in)

    def scope(self, permission: str) -> Scope:
        return Scope.ALL if self.everything else self.scopes.get(permission, Scope.NONE)

    def may(self, permission: str) -> bool:
        return self.scope(permission) > Scope.NONE

    def made(self, name: str, make: Callable[["Grants"], T]) -> T:
        """What was made of these grants before: they never change, new ones take their place."""
        if name not in self.kept:
            self.kept[name] = make(self)
        return self.kept[name]  # type: ignore[no-any-return]

    def covers(self, permission: str, scope: Scope) -> bool:
        """Whether this person holds at least that much, so that he may grant it."""
        return self.scope(permission) >= scope


class Ids(Collection[int]):
    """Many ids in little room: thousands for each of thousands of people."""

    __slots__ = ("_sorted",)

    def __init__(self, ids: Iterable[int]):
        self._sorted = array("q", sorted(set(ids)))

    def __contains__(self, id: Any) -> bool:
        if not isinstance(id, int):
            return False
        at = bisect_left(self._sorted, id)
        return at < len(self._sorted) and self._sorted[at] == id

    def __iter__(self) -> Iterator[int]:
        return iter(self._sorted)

    def __len__(self) -> int:
        return len(self._sorted)


@dataclass(frozen=True, slots=True)
class Door:
    """The records of a module that were opened one by one to any of these holders: a person, his roles, departments, teams.
    With `edits` those alone that they may change, with `parts` those alone that were opened with what belongs to them."""

    module: str
    holders: tuple[int, ...]
    edits: bool
    parts: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason to be let in: the record's column has one of the values. What a door opened may be much, so SQL looks it up there."""

    column: str
    values: Collection[int]
    why: str
    door: Door | None = None


@dataclass(frozen=True, slots=True)
class Predicate:
    """Any of the grounds lets in; `always` lets everybody in; no ground lets nobody in."""

    grounds: tuple[Ground, ...] = ()
    always: bool = False

    def holds(self, record: Any) -> bool:
        """A row without the column of a ground is not let in by it."""
        return self.always or any(getattr(record, ground.column, None) in ground.values for ground in self.grounds)


NOBODY = Predicate()
EVERYBODY = Predicate(always=True)


def predicate(grants: Grants, permission: str, near: bool = True) -> Predicate:
    """The records that these grants open for a permission such as account.edit.

    Whoever may use the verb on records of a module at all also may on those that were opened to him one by one, by a share or by a
    team; and he sees those that lie in a pool of his, one at a time: with `near` False, as in lists, those are left to the pool's list.
    """
    found = _reach(grants, grants.scope(permission))
    if not found.grounds:
        return found
    module, _, verb = permission.partition(".")
    lying = grants.pools.get(module, ()) if near and verb == "view" else ()
    return Predicate((*found.grounds, *([Ground("pool_id", lying, "pool")] if lying else []), *grants.opened.get(permission, ())))


def _reach(grants: Grants, scope: Scope) -> Predicate:
    """A record's department is its owner's department, so the department scopes contain one's own records."""
    if scope is Scope.ALL:
        return EVERYBODY
    if scope is Scope.NONE:
        return NOBODY
    if scope is Scope.OWN or grants.department_id is None:
        own = Ground("owner_id", (grants.user_id,), "own")
    elif scope is Scope.DEPARTMENT:
        own = Ground("department_id", (grants.department_id,), "department")
    else:
        own = Ground("department_id", grants.below, "below")
    return Predicate((own, *(Ground("owner_id", (id,), "stand_in") for id in grants.stands_in)))
