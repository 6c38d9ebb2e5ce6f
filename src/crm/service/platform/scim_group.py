"""Groups by SCIM: who is in them. Which role a group stands for is said here, by somebody who holds it."""

from typing import Any

from scim2_models import Group, GroupMember, InvalidValueException, UniquenessException

from crm.dao.kit.database import Database
from crm.domain.platform.identity_group import GroupLine, IdentityGroupDraft
from crm.domain.platform.scim import MOST_READ
from crm.errors import Forbidden
from crm.service.platform.identity_group import IdentityGroupService
from crm.service.platform.scim_resource import ScimResources


class ScimGroups(ScimResources):
    """The resource Group."""

    model = Group
    endpoint = "Groups"
    columns = {"id": "id", "displayname": "name", "externalid": "external_id"}

    def __init__(self, db: Database, base: str, groups: IdentityGroupService):
        super().__init__(db, base)
        self.groups = groups

    def rows(self, size: int, skip: int, **wanted: Any) -> list[GroupLine]:
        """In the caller's transaction."""
        self.groups.require("view")
        return self.groups.records.listed(size, skip, **wanted)

    def count(self) -> int:
        """In the caller's transaction."""
        return self.groups.records.count_listed()

    def version(self, row: GroupLine) -> str:
        return f'W/"{row.version}.{row.said}"'

    def resources(self, rows: list[GroupLine]) -> list[Any]:
        """In the caller's transaction."""
        members: dict[int, list[Any]] = {}
        for one in self.groups.members([row.id for row in rows]) if rows else ():
            member = GroupMember(value=str(one.user_id), display=one.name, type="User", ref=f"{self.base}/Users/{one.user_id}")
            members.setdefault(one.group_id, []).append(member)
        return [
            Group(id=str(row.id), external_id=row.external_id, display_name=row.name, members=members.get(row.id), meta=self.meta(row))
            for row in rows
        ]

    def make(self, wanted: Any) -> int:
        """A new group; or one that somebody here has written down before, and that nobody has claimed yet."""
        known = next(iter(self.rows(1, 0, name=str(wanted.display_name).lower())), None)
        if known and (known.external_id or self.groups.members([known.id])):
            raise UniquenessException(detail="Another group has this displayName.")
        raw = {"name": wanted.display_name, "external_id": wanted.external_id or ""}
        id = self.groups.change(known.id, raw).id if known else self.groups.create(IdentityGroupDraft.parse(raw)).id
        self.groups.change_members(id, self._people(_ids(wanted)), ())
        return id

    def change(self, row: GroupLine, before: Any, wanted: Any) -> None:
        raw = {"name": wanted.display_name, "external_id": wanted.external_id or ""}
        if (wanted.display_name, wanted.external_id) != (before.display_name, before.external_id):
            self.groups.change(row.id, raw, row.version)
        was, now = _ids(before), _ids(wanted)
        if was != now:
            self.groups.change_members(row.id, self._people(now - was), was - now)

    def drop(self, row: GroupLine) -> None:
        self.groups.change_members(row.id, (), _ids(self.resources([row])[0]))
        if refused := self.groups.remove_all([row.id]).refused:
            raise Forbidden(refused[row.id])

    def _people(self, ids: set[int]) -> set[int]:
        """Those people, all of whom there are."""
        if len(ids) > MOST_READ:
            raise InvalidValueException(detail="Too many members at once.")
        found = {row.id for row in self.groups.users.find(sorted(ids))} if ids else set()
        if missing := ids - found:
            raise InvalidValueException(detail=f"There is no user {min(missing)}.")
        return ids


def _ids(group: Any) -> set[int]:
    values = [str(member.value or "") for member in group.members or ()]
    if any(not value.isdigit() or len(value) > 15 for value in values):
        raise InvalidValueException(detail="A member is named by the id of a user.")
    return {int(value) for value in values}
