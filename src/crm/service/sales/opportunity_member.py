"""The teams of deals: everybody once, no more than the whole deal is shared out, and who is on it sees the deal."""

from typing import Any

from crm.dao.sales.opportunity_member import OpportunityMemberDao
from crm.domain.kit.event import RecordsWritten
from crm.domain.sales.opportunity_member import OpportunityMember, OpportunityMemberDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import Kit
from crm.service.platform.user import UserService
from crm.service.sales.opportunity import OpportunityService
from crm.service.sales.opportunity_part import PartService

WHOLE = 100
BATCH = 500


class OpportunityMemberService(PartService[OpportunityMember, OpportunityMemberDraft]):
    records: OpportunityMemberDao
    points = ("user_id",)

    def __init__(self, kit: Kit, records: OpportunityMemberDao, deals: OpportunityService, of: Any, users: UserService):
        super().__init__(kit, records, deals, of)
        self.users = users

    def verify(self, row: Any, before: Any | None) -> None:
        super().verify(row, before)
        self._only(row, "user_id")
        others = sum(one.share for one in self.records.parts([row.opportunity_id]) if one.id != row.id)  # type: ignore[attr-defined]
        if row.share and others + row.share > WHOLE:
            raise Invalid(share=Words("Others have {others} % already: at most {left} % are left.", others=others, left=WHOLE - others))

    @listens(RecordsWritten)
    def open(self, event: RecordsWritten) -> None:
        """By whatever way teams were written: who is on one sees the deal."""
        if event.module != self.module.name:
            return
        for start in range(0, len(event.ids), BATCH):
            ids = list(event.ids[start : start + BATCH])
            members = [(one.id, one.opportunity_id, one.user_id) for one in self.records.still(ids)]
            self.users.open_team(self.deals.module.name, ids, members)
