"""Products: the catalogue."""

from typing import Any

from crm.dao.sales.product import ProductDao
from crm.domain.sales.product import Product, ProductDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import RecordService


class ProductService(RecordService[Product, ProductDraft]):
    records: ProductDao

    def verify(self, row: Any, before: Any | None) -> None:
        if refused := self.verify_all([(row, before)]):
            raise refused[0]

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """A code is there once, also among the rows themselves."""
        taken = {one.code: one.id for one in self.records.codes(sorted({row.code for row, _ in pairs if row.code}))}
        refused = {}
        for at, (row, _) in enumerate(pairs):
            own = row.id or -1 - at
            if row.code and taken.setdefault(row.code, own) != own:
                refused[at] = Invalid(code=Words("Another product has this code."))
        return refused
