"""Foresees what other rights of fields do to the people who hold a role."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from crm.dao.kit.database import Database
from crm.dao.platform.role_change import HolderRole, RoleChangeDao
from crm.dao.platform.user import RoleGrants, UserDao
from crm.domain.kit import custom
from crm.domain.kit.access import Grants
from crm.domain.kit.custom import Snapshot
from crm.domain.platform.explain import gathered
from crm.domain.platform.field_right_change import FieldShift, Place, Reader, shifts
from crm.service.kit.transaction import reading
from crm.service.platform.field_right import FieldRightService


@dataclass(frozen=True, slots=True)
class FieldsForeseen:
    """What would change, for whoever holds the role."""

    people: int
    shifts: tuple[FieldShift, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.shifts)


class FieldRightChangeService:
    def __init__(self, db: Database, rights: FieldRightService, changes: RoleChangeDao, users: UserDao):
        self.db = db
        self.rights = rights
        self.changes = changes
        self.users = users

    @reading
    def foresee(self, role_id: int, levels: Mapping[Place, str]) -> FieldsForeseen:
        """What it does to its holders when the role is limited to this; raises what writing it would raise."""
        self.rights.check(role_id, levels)
        now = custom.here()
        then = replace(now, kept={}, rights=_exchanged(now, role_id, levels))
        lines = self.changes.people(role_id=role_id)
        known = {role.id: role for role in self.users.roles_named(sorted({line.role_id for line in lines if line.role_id}))}
        held = [list(some) for _, some in groupby(lines, key=lambda line: line.user_id)]
        return FieldsForeseen(len(held), tuple(shifts(_told(mine, known, now, then) for mine in held)))


def _exchanged(now: Snapshot, role_id: int, levels: Mapping[Place, str]) -> dict[Place, dict[int, str]]:
    """The rights of all roles, with these of the one."""
    found: dict[Place, Any] = {place: copy(held) for place, held in now.rights.items()}
    for held in found.values():
        held.pop(role_id, None)
    for place, level in levels.items():
        found.setdefault(place, {})[role_id] = level
    return found


def _told(
    mine: list[HolderRole], known: Mapping[int, RoleGrants], now: Snapshot, then: Snapshot
) -> tuple[Reader, Mapping[Place, str], Mapping[Place, str]]:
    """One person with all his roles; nothing happens to him in modules of which he sees no record."""
    roles = [known[line.role_id] for line in mine if line.role_id]
    grants, ids = gathered(roles, 0, None, ()), tuple(role.id for role in roles)
    before, after = (_limits(snapshot, grants, ids) for snapshot in (now, then))
    return Reader(mine[0].user_id, mine[0].name, mine[0].department_name), before, after


def _limits(snapshot: Snapshot, grants: Grants, roles: tuple[int, ...]) -> dict[Place, str]:
    if grants.everything:
        return {}
    return {place: level for place, level in snapshot.limits_of(roles) if grants.may(f"{place[0]}.view")}
