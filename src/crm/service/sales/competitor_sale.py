"""Sales of competitors, and what they are worth in the company's own currency."""

from typing import Any

from crm.dao.sales.competitor_sale import CompetitorSaleDao
from crm.domain.kit.event import RecordsWritten
from crm.domain.sales.competitor_sale import CompetitorSale, CompetitorSaleDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import Kit, RecordService
from crm.service.sales.competitor_product import CompetitorProductService
from crm.service.sales.rate import RateService


class CompetitorSaleService(RecordService[CompetitorSale, CompetitorSaleDraft]):
    records: CompetitorSaleDao

    def __init__(self, kit: Kit, records: CompetitorSaleDao, products: CompetitorProductService, rates: RateService):
        super().__init__(kit, records)
        self.products = products
        self.rates = rates

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """The product is that competitor's, and the currency has a rate."""
        named = {at: row for at, (row, _) in enumerate(pairs) if row.competitor_product_id}
        wanted = sorted({row.competitor_product_id for row in named.values()})
        makers = {one.id: one.competitor_id for one in self.products.find(wanted)} if wanted else {}
        strange = {
            at: Invalid(competitor_product_id=Words("This product is not of that competitor."))
            for at, row in named.items()
            if makers.get(row.competitor_product_id, row.competitor_id) != row.competitor_id
        }
        worth = {at: row for at, (row, _) in enumerate(pairs) if row.amount is not None}
        counted = self.rates.in_base_all([(row.amount, row.currency, row.ends_on) for row in worth.values()])
        unrated = {at: found for at, found in zip(worth, counted, strict=True) if isinstance(found, Invalid)}
        return unrated | strange

    @listens(RecordsWritten)
    def recount(self, event: RecordsWritten) -> None:
        """Whatever wrote them, also undo: the amount in the company's currency follows."""
        if event.module != self.module.name:
            return
        rows = [one for one in self.records.amounts(list(event.ids)) if one.amount is not None]
        counted = self.rates.in_base_all([(one.amount, one.currency, one.ends_on) for one in rows if one.amount is not None])
        worth = {one.id: None if isinstance(found, Invalid) else found for one, found in zip(rows, counted, strict=True)}
        self.records.set_base([{"id": id, "amount_base": worth.get(id)} for id in event.ids])
