"""For whom commission plans are: nobody is named twice."""

from typing import Any

from crm.dao.sales.commission_member import CommissionMemberDao
from crm.domain.sales.commission_member import HOLDERS, CommissionMember, CommissionMemberDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import RecordService


class CommissionMemberService(RecordService[CommissionMember, CommissionMemberDraft]):
    records: CommissionMemberDao

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        taken = {_place(one): one.id for one in self.records.of(sorted({row.plan_id for row, _ in pairs}))}
        refused = {}
        for at, (row, _) in enumerate(pairs):
            own = row.id or -1 - at
            if taken.setdefault(_place(row), own) != own:
                name = next(name for name in HOLDERS if getattr(row, name))
                refused[at] = Invalid({name: Words("The plan is for these already.")})
        return refused


def _place(row: Any) -> tuple[Any, ...]:
    return row.plan_id, *(getattr(row, name) for name in HOLDERS)
