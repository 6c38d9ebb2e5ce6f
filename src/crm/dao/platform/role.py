"""Roles in the database."""

from dataclasses import dataclass

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.platform.role import MODULE


@dataclass(frozen=True)
class RoleName:
    """A role by its name alone."""

    id: int
    name: str


@dataclass(frozen=True)
class Holder:
    """Somebody who holds a role."""

    id: int
    name: str
    state: str
    department_name: str | None


class RoleDao(RecordDao):
    module = MODULE

    @statement
    def names(self) -> list[RoleName]: ...

    @statement
    def holders(self, role_id: int) -> list[Holder]: ...
