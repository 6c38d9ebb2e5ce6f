"""A new role that begins as another one: what was typed, and the other one's rights of fields with it."""

from crm.dao.kit.database import Database
from crm.domain.platform.role import Role, RoleDraft
from crm.service.kit.transaction import transactional
from crm.service.platform.field_right import FieldRightService
from crm.service.platform.role import RoleService


class RoleCloneService:
    """A clone without the limits of its fields would show more than the role that it was made from."""

    def __init__(self, db: Database, roles: RoleService, rights: FieldRightService):
        self.db = db
        self.roles = roles
        self.rights = rights

    @transactional
    def create(self, source_id: int, draft: RoleDraft, once: str | None) -> Role:
        with self.roles.writer.together():
            made = self.roles.create(draft, once)
            levels = self.rights.of_role(source_id)
            if levels and not made.administrator and not self.rights.of_role(made.id):
                self.rights.put(made.id, levels)
        return made
