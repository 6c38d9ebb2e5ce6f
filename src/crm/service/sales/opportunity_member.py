"""The teams of deals: everybody once, no more than the whole deal is shared out, and who is on it sees the deal."""

from collections import defaultdict
from typing import Any

from crm.dao.sales.opportunity_member import OpportunityMemberDao
from crm.domain.kit.event import RecordsWritten
from crm.domain.platform.explain import Opening
from crm.domain.sales.opportunity_member import OpportunityMember, OpportunityMemberDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import Kit
from crm.service.platform.user import UserService
from crm.service.sales.opportunity import OpportunityService
from crm.service.sales.opportunity_part import PartService

WHOLE = 100


class OpportunityMemberService(PartService[OpportunityMember, OpportunityMemberDraft]):
    records: OpportunityMemberDao
    single = "user_id"

    def __init__(self, kit: Kit, records: OpportunityMemberDao, deals: OpportunityService, users: UserService):
        super().__init__(kit, records, deals)
        self.users = users

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """No more than the whole deal is shared out, by the rows together with those that are there."""
        refused = super().verify_all(pairs)
        shares: dict[int, dict[int, int]] = defaultdict(dict)
        for one in self.records.parts(sorted({row.opportunity_id for row, _ in pairs})):
            shares[one.opportunity_id][one.id] = one.share  # type: ignore[attr-defined]
        for at, (row, _) in enumerate(pairs):
            others = sum(share for id, share in shares[row.opportunity_id].items() if id != row.id)
            if row.share and others + row.share > WHOLE:
                left = max(WHOLE - others, 0)
                refused[at] = Invalid(share=Words("Others have {others} % already: at most {left} % are left.", others=others, left=left))
            elif at not in refused:
                shares[row.opportunity_id][row.id or -1 - at] = row.share
        return refused

    @listens(RecordsWritten)
    def open(self, event: RecordsWritten) -> None:
        """By whatever way teams were written: who is on one sees the deal."""
        if event.module == self.module.name:
            self.users.open_records(event.ids, self.records.still, self._door)

    def _door(self, one: Any) -> Opening:
        return Opening(self.deals.module.name, one.opportunity_id, one.user_id, False, None, one.id, "team")
