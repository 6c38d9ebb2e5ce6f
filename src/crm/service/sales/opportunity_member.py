"""The teams of deals: everybody once, and no more than the whole deal is shared out."""

from typing import Any

from crm.domain.sales.opportunity_member import OpportunityMember, OpportunityMemberDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.sales.opportunity_part import PartService

WHOLE = 100


class OpportunityMemberService(PartService[OpportunityMember, OpportunityMemberDraft]):
    points = ("user_id",)

    def verify(self, row: Any, before: Any | None) -> None:
        super().verify(row, before)
        self._only(row, "user_id")
        others = sum(one.share for one in self.records.parts([row.opportunity_id]) if one.id != row.id)  # type: ignore[attr-defined]
        if row.share and others + row.share > WHOLE:
            raise Invalid(share=Words("Others have {others} % already: at most {left} % are left.", others=others, left=WHOLE - others))
