"""Roles: nobody grants what he does not hold."""

from typing import Any

from crm import current
from crm.dao.platform.role import Holder, RoleDao, RoleName
from crm.dao.platform.role_change import RoleChangeDao
from crm.dao.platform.user import UserDao
from crm.domain.kit.access import Scope
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.module import modules
from crm.domain.platform.role import Role, RoleDraft, known_permissions
from crm.domain.platform.role_ready import READY, ready_role
from crm.errors import Invalid
from crm.language import Words, say
from crm.service.kit.event import listens
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional
from crm.service.platform import rank
from crm.service.platform.security import SecurityService


class RoleService(RecordService[Role, RoleDraft]):
    records: RoleDao

    def __init__(self, kit: Kit, records: RoleDao, changes: RoleChangeDao, users: UserDao, security: SecurityService):
        super().__init__(kit, records)
        self.changes = changes
        self.users = users
        self.security = security

    @reading
    def names(self) -> list[RoleName]:
        """Every role by name; which there are is no secret."""
        return self.records.names()

    @reading
    def called(self, texts: set[str]) -> dict[str, int | Words]:
        """Name or number -> its id, or why the actor may not grant it."""
        names = {role.name.casefold(): role.id for role in self.records.names()}
        numbers = {text: int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 16}
        asked = {text: names.get(text.casefold()) or numbers.get(text, 0) for text in texts}
        roles = {role.id: role for role in self.users.roles_named(sorted(set(asked.values())))}
        found: dict[str, int | Words] = {}
        for text, id in asked.items():
            if id not in roles:
                found[text] = Words("There is no role “{name}”.", name=text[:60])
            else:
                found[text] = id if rank.covered(roles[id]) else rank.not_granted(roles[id].name)
        return found

    @reading
    def holders(self, id: int) -> list[Holder]:
        """The people who hold the role."""
        self.get(id)
        return self.records.holders(id)

    @reading
    def with_people(self, id: int, added: int | None, dropped: list[int]) -> dict[int, list[int]]:
        """Person -> the roles that he would hold, with this one given to one person and taken from others."""
        people = {*dropped, *([added] if added else [])}
        if not people:
            raise Invalid(add=Words("Please choose somebody."))
        held = {one.id: set(one.roles) for one in self.users.roles_written(sorted(people))}
        return {one: sorted(roles - {id} | ({id} if one == added else set())) for one, roles in held.items()}

    @transactional
    def create_ready(self, key: str) -> Role:
        """A role that comes with the program, which stays known as that one."""
        ready = ready_role(key, modules())
        remark = say(READY[key][1])
        draft = RoleDraft(
            name=ready.name, remark=remark, administrator=ready.administrator, factor="none", screen_mark=False, grants=ready.grants,
        )  # fmt: skip
        made = self.create(draft)
        self.changes.put_ready(made.id, key)
        return made

    def verify(self, row: Any, before: Any | None) -> None:
        known, grants = known_permissions(modules()), current.actor().grants
        if any(role.name == row.name and role.id != row.id for role in self.records.names()):
            raise Invalid(name=Words("Another role has this name."))
        if unknown := set(row.grants) - set(known):
            raise Invalid(grants=Words("There is no permission “{name}”.", name=sorted(unknown)[0][:60]))
        if row.administrator and not grants.everything:
            raise Invalid(administrator=Words("Only an administrator may grant this."))
        if before is not None:
            self._verify_rank(before)
        for name, scope in row.grants.items():
            had = before.grants.get(name, 0) if before else 0
            if scope > had and not grants.covers(name, Scope(scope)):
                raise Invalid(grants=Words("You cannot grant what you do not hold yourself: {name}.", name=name))

    def _verify_rank(self, row: Any) -> None:
        if row.administrator and not current.actor().grants.everything:
            raise Invalid(administrator=Words("Only an administrator may change this role."))

    def verify_removal(self, row: Any) -> None:
        self._verify_rank(row)
        if held := len(self.records.holders(row.id)):
            raise Invalid(id=Words("{n} people still hold this role. Give them another one first.", n=held))

    @listens(RecordsWritten)
    def grants_moved(self, event: RecordsWritten) -> None:
        """By whatever way roles were written: nobody gains more than the actor holds, and an administrator remains."""
        if event.module != self.module.name:
            return
        for role in self.users.roles_named(list(event.ids)):
            if event.verb == "undo" and not rank.covered(role):
                raise Invalid(grants=Words("You cannot grant what you do not hold yourself: {name}.", name=role.name))
            self.security.note("grant", None, role=role.id, change_set=event.change_set_id)
        if event.verb != "create":
            rank.require_administrator(self.users)
        self.users.move_stamp()
