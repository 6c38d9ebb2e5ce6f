"""Who may touch which records: permissions with a scope, and the one predicate made of them.

The predicate is a small tree. SQL is written from it (dao/kit/access.py) and a row already read is held
against it (`Predicate.holds`), so lists, pages, export, search and the explanation cannot disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

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
    teams: Mapping[str, "Ground"] = field(default_factory=dict)  # module -> the records that this person's teams work on
    stands_in: tuple[int, ...] = ()  # the people whose records this person looks after like his own while they are away

    def scope(self, permission: str) -> Scope:
        return Scope.ALL if self.everything else self.scopes.get(permission, Scope.NONE)

    def may(self, permission: str) -> bool:
        return self.scope(permission) > Scope.NONE

    def covers(self, permission: str, scope: Scope) -> bool:
        """Whether this person holds at least that much, so that he may grant it."""
        return self.scope(permission) >= scope


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason to be let in: the record's column has one of the values."""

    column: str
    values: tuple[int, ...]
    why: str


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

    Whoever may view records of a module at all also sees those that lie in a pool of his, and those on whose team he is,
    one at a time: `near` is False for lists, which stay as narrow and as fast as the scope.
    """
    found = _reach(grants, grants.scope(permission))
    module, _, verb = permission.partition(".")
    if not near or verb != "view" or not found.grounds:
        return found
    lying, team = grants.pools.get(module, ()), grants.teams.get(module)
    return Predicate((*found.grounds, *([Ground("pool_id", lying, "pool")] if lying else []), *([team] if team else [])))


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
