"""Lines of deliveries: read and written with their delivery, which guards them."""

from typing import Any

from crm.dao.sales.delivery_line import DeliveryLineDao
from crm.domain.platform.journal import Outcome
from crm.domain.sales.delivery_line import DeliveryLine, DeliveryLineDraft
from crm.errors import NotFound
from crm.language import Words
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading
from crm.service.sales.delivery import DeliveryService


class DeliveryLineService(RecordService[DeliveryLine, DeliveryLineDraft]):
    """Nobody is granted lines; this is how an undo reaches them."""

    records: DeliveryLineDao

    def __init__(self, kit: Kit, records: DeliveryLineDao, deliveries: DeliveryService):
        super().__init__(kit, records)
        self.deliveries = deliveries

    @reading
    def get(self, id: int) -> DeliveryLine:
        """A line of a delivery that may be seen."""
        if not self.may("view", line := super().get(id)):
            raise NotFound()
        return line

    def may(self, verb: str, record: DeliveryLine) -> bool:
        return bool(self._guarded([record], "view" if verb == "view" else "edit"))

    def require(self, verb: str) -> None:
        """The deliveries guard them."""

    def _guarded(self, rows: list[Any], verb: str) -> list[Any]:
        found = self.deliveries.find(sorted({row.delivery_id for row in rows}))
        allowed = {delivery.id for delivery in found if self.deliveries.may(verb, delivery)}
        return [row for row in rows if row.delivery_id in allowed]

    def _allowed(self, ids: list[int], verb: str, outcome: Outcome) -> list[Any]:
        rows: list[Any] = list(self.records.find(ids))
        allowed = self._guarded(rows, "edit")
        known = {row.id for row in allowed}
        outcome.titles |= {row.id: row.name for row in rows}
        outcome.refused |= {row.id: Words("You are not allowed to do this.") for row in rows if row.id not in known}
        return allowed
