"""What a change of roles touches, in the database."""

from dataclasses import dataclass

from crm.dao.kit.base import Dao, statement


@dataclass(frozen=True)
class HolderRole:
    """One role of somebody active; nothing for somebody without one."""

    user_id: int
    name: str
    department_id: int | None
    department_name: str | None
    role_id: int | None


class RoleChangeDao(Dao):
    @statement
    def people(
        self, role_id: int | None = None, user_ids: list[int] | None = None, department_ids: list[int] | None = None
    ) -> list[HolderRole]:
        """Active people with each of their roles: those who hold one role, those of these ids, or those of these departments."""
        ...

    @statement
    def ready(self, id: int) -> str | None:
        """Which ready role it came as."""
        ...

    @statement
    def put_ready(self, id: int, key: str) -> int: ...
