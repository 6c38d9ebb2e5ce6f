"""Pool members in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.pool_member import MODULE, PoolMember


class PoolMemberDao(RecordDao):
    module = MODULE

    @statement
    def of(self, pool_id: int) -> list[PoolMember]:
        """All members of a pool, whoever asks."""
        ...

    @statement
    def pools_with(self, ids: list[int]) -> list[int]:
        """The pools of these members, also of those that are removed."""
        ...

    @statement
    def managed(self, user_id: int) -> list[int]:
        """The pools that the person manages: by name, through a role, through a department above."""
        ...
