"""Pool members: each once. What follows is the pool's."""

from typing import Any

from crm.dao.sales.pool_member import PoolMemberDao
from crm.domain.sales.pool_member import HOLDERS, PoolMember, PoolMemberDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import RecordService


class PoolMemberService(RecordService[PoolMember, PoolMemberDraft]):
    records: PoolMemberDao

    def verify(self, row: Any, before: Any | None) -> None:
        """Nobody is a member twice."""
        name = next(name for name in HOLDERS if getattr(row, name))
        if any(other.id != row.id and other.holder == row.holder for other in self.records.of(row.pool_id)):
            raise Invalid({name: Words("This is a member of the pool already.")})
