"""What belongs to a deal and is seen by whoever sees the deal: its team, its decision makers, its competitors, its ticks."""

from typing import Any, ClassVar

from crm.dao.sales.opportunity_part import PartDao
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.field import changed
from crm.errors import Forbidden, Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import D, Kit, R, RecordService
from crm.service.sales.opportunity import OpportunityService


class PartService(RecordService[R, D]):
    """A part is its deal's owner's, so that both are seen by the same people."""

    records: PartDao
    single: ClassVar[str]  # the reference that stands on a deal once

    def __init__(self, kit: Kit, records: PartDao, deals: OpportunityService):
        super().__init__(kit, records)
        self.deals = deals

    def _owned(self, row: Any) -> Any:
        deal = self._deal(row)
        return changed(row, owner_id=deal.owner_id, department_id=deal.department_id)

    def _deal(self, row: Any) -> Any:
        """The deal; who may not edit it adds nothing to it."""
        if not (found := self.deals.find([row.opportunity_id])):
            raise Invalid(opportunity_id=Words("Please choose one from the list."))
        if not self.deals.may("edit", found[0]):
            raise Forbidden()
        return found[0]

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """The same person, competitor or item stands on a deal once, also among the rows themselves."""
        taken = {self._place(one): one.id for one in self.records.parts(sorted({row.opportunity_id for row, _ in pairs}))}
        refused = {}
        for at, (row, _) in enumerate(pairs):
            own = row.id or -1 - at
            if taken.setdefault(self._place(row), own) != own:
                refused[at] = Invalid({self.single: Words("This is on the deal already.")})
        return refused

    def _place(self, row: Any) -> tuple[int, int]:
        return row.opportunity_id, getattr(row, self.single)

    @listens(RecordsWritten)
    def follow(self, event: RecordsWritten) -> None:
        """A deal that is handed over takes its parts along."""
        if event.module == "opportunity" and event.verb in ("assign", "undo", "merge"):
            ids = list(event.ids)
            if self.records.parts(ids):
                self.records.follow(ids)
                self.writer.search.move(self.records.parts(ids))
