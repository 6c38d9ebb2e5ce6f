"""What each role may do with each field, module by module."""

from collections.abc import Mapping

from crm.dao.kit.database import Database
from crm.dao.platform.field import FieldDao
from crm.dao.platform.user import UserDao
from crm.domain.kit import custom
from crm.domain.kit.module import modules
from crm.domain.platform.field_right import levels_of, limitable
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.field import FieldService
from crm.service.platform.role import RoleService
from crm.service.platform.security import SecurityService

Place = tuple[str, str]  # (module, field)


class FieldRightService:
    """Rights of fields belong to the snapshot that every request acts with (FieldService); here a role's are read and written whole."""

    def __init__(
        self, db: Database, records: FieldDao, fields: FieldService, roles: RoleService, users: UserDao, security: SecurityService
    ):
        self.db = db
        self.records = records
        self.fields = fields
        self.roles = roles
        self.users = users
        self.security = security

    @reading
    def of_role(self, role_id: int) -> dict[Place, str]:
        """(module, field) -> level, where the role may not do everything."""
        self.roles.get(role_id)
        return {place: levels[role_id] for place, levels in custom.here().rights.items() if role_id in levels}

    @transactional
    def put(self, role_id: int, levels: Mapping[Place, str]) -> int:
        """Write all limits of the role; gives how many fields it is limited in from now on."""
        role = self.roles.get(role_id)
        self.roles.check_record("edit", role)
        if role.administrator:
            raise Invalid(administrator=Words("Administrators see and edit every field."))
        before = self.of_role(role_id)
        self._verify(before, levels)
        if levels != before:
            self.records.drop_role_rights(role_id)
            self.records.put_rights(
                [{"module": module, "field": field, "role_id": role_id, "level": level} for (module, field), level in levels.items()]
            )
            self.security.note("grant", None, role=role_id, fields={f"{module}.{field}": level for (module, field), level in levels.items()})
            self.fields.move_stamp()
            self.users.move_stamp()  # what was made for a person before, such as his menus of bulk actions, is made anew
        return len(levels)

    def _verify(self, before: Mapping[Place, str], levels: Mapping[Place, str]) -> None:
        known = {(name, field.name): levels_of(module, field) for name, module in modules().items() for field in limitable(module).values()}
        mine = {place for place, _ in custom.here().limits()}
        wrong: dict[str, Words] = {}
        for place in {**before, **levels}:
            if before.get(place) == levels.get(place):
                continue
            if levels.get(place) not in (None, *known.get(place, ())):
                wrong[".".join(place)] = Words("Roles cannot be limited in this way here.")
            elif place in mine:
                wrong[".".join(place)] = Words("You cannot grant what you do not hold yourself: {name}.", name=".".join(place))
        if wrong:
            raise Invalid(wrong)
