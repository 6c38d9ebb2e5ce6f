"""Pool members: who they are is checked here, what follows is the pool's."""

from typing import Any

from crm.dao.sales.pool_member import PoolMemberDao
from crm.domain.sales.pool_member import HOLDERS, PoolMember, PoolMemberDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import Kit, RecordService


class PoolMemberService(RecordService[PoolMember, PoolMemberDraft]):
    records: PoolMemberDao

    def __init__(self, kit: Kit, records: PoolMemberDao, of: Any):
        super().__init__(kit, records)
        self.of = of

    def verify(self, row: Any, before: Any | None) -> None:
        """What it names is there and may be seen by whoever says so; nobody is a member twice."""
        for name, module in {"pool_id": "pool", **HOLDERS}.items():
            id = getattr(row, name)
            if id and (before is None or getattr(before, name) != id) and not self._there(module, id):
                raise Invalid({name: Words("Please choose one from the list.")})
        name = next(name for name in HOLDERS if getattr(row, name))
        if any(other.id != row.id and other.holder == row.holder for other in self.records.of(row.pool_id)):
            raise Invalid({name: Words("This is a member of the pool already.")})

    def _there(self, module: str, id: int) -> bool:
        """Roles are named by whoever may set pools up, though he may not see what they grant."""
        if module == "role":
            return any(role.id == id for role in self.of("role").names())
        return bool(self.of(module).find([id]))
