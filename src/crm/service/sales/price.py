"""Prices on lists: one a list, product and quantity."""

from typing import Any

from crm.dao.sales.price import PriceDao
from crm.domain.sales.price import Price, PriceDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import RecordService


class PriceService(RecordService[Price, PriceDraft]):
    records: PriceDao

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """No two prices for the same quantity, also among the rows themselves."""
        rows = [row for row, _ in pairs]
        there = self.records.of(sorted({row.price_list_id for row in rows}), sorted({row.product_id for row in rows}))
        taken, refused = {(one.price_list_id, one.product_id, one.min_quantity): one.id for one in there}, {}
        for at, row in enumerate(rows):
            own = row.id or -1 - at
            if taken.setdefault((row.price_list_id, row.product_id, row.min_quantity), own) != own:
                refused[at] = Invalid(min_quantity=Words("This list has a price for this product and quantity already."))
        return refused
