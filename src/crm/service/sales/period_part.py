"""Parts of contracts that stand in the books under a day: nothing of them changes in a month that is closed."""

from typing import Any

from crm.domain.kit.event import RecordsWritten
from crm.errors import Invalid
from crm.service.kit.event import listens
from crm.service.kit.record import D, Kit, R
from crm.service.sales.contract_part import ContractPartService
from crm.service.sales.ledger import LedgerService
from crm.service.sales.period import Booked, Pairs, PeriodService
from crm.service.sales.rate import RateService


class BookedPartService(ContractPartService[R, D]):
    """Held against the closed months by whatever way it is written, changed, removed, undone or brought back."""

    def __init__(self, kit: Kit, records: Any, ledger: LedgerService, rates: RateService, periods: PeriodService):
        super().__init__(kit, records, ledger, rates)
        self.periods = periods

    def booked(self, row: Any) -> Booked:
        """What of the row stands in the books: field of the day -> the day, and what it says there."""
        raise NotImplementedError

    def guarded(self, pairs: Pairs) -> dict[int, Invalid]:
        return super().guarded(pairs) | self.periods.held(self.booked, pairs)

    @listens(RecordsWritten)
    def brought_back(self, event: RecordsWritten) -> None:
        """An undo that brings removed rows back asks nobody before."""
        if event.module == self.module.name and event.verb == "undo" and (ids := self._whole(event.change_set_id)):
            for refusal in self.periods.held(self.booked, [(row, None) for row in self.records.find(ids)]).values():
                raise refusal

    def _whole(self, change_set_id: int) -> list[int]:
        """The rows that the change set wrote as a whole."""
        found, after = [], -1
        while page := self.writer.journal.items(change_set_id, after):
            found += [item.record_id for item in page if item.field is None and item.after is not None]
            after = page[-1].position
        return found
