"""Roles: nobody grants what he does not hold."""

from typing import Any

from crm import current
from crm.dao.platform.role import RoleDao
from crm.dao.platform.user import UserDao
from crm.domain.kit.access import Scope
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.module import modules
from crm.domain.platform.role import Role, RoleDraft, known_permissions
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import Kit, RecordService


class RoleService(RecordService[Role, RoleDraft]):
    def __init__(self, kit: Kit, records: RoleDao, users: UserDao):
        super().__init__(kit, records)
        self.users = users

    def verify(self, row: Any, before: Any | None) -> None:
        known, grants = known_permissions(modules()), current.actor().grants
        if unknown := set(row.grants) - set(known):
            raise Invalid(grants=Words("There is no permission “{name}”.", name=sorted(unknown)[0][:60]))
        if row.administrator and not grants.everything:
            raise Invalid(administrator=Words("Only an administrator may grant this."))
        for name, scope in row.grants.items():
            had = before.grants.get(name, 0) if before else 0
            if scope > had and not grants.covers(name, Scope(scope)):
                raise Invalid(grants=Words("You cannot grant what you do not hold yourself: {name}.", name=name))

    @listens(RecordsWritten)
    def grants_moved(self, event: RecordsWritten) -> None:
        if event.module == self.module.name:
            self.users.move_stamp()
