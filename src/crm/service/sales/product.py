"""Products: the catalogue."""

from typing import Any

from crm.dao.sales.product import ProductDao
from crm.domain.sales.product import Product, ProductDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import RecordService


class ProductService(RecordService[Product, ProductDraft]):
    records: ProductDao

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """A code is there once, also among the rows themselves; a product keeps its kind while something hangs on that."""
        taken = {one.code: one.id for one in self.records.codes(sorted({row.code for row, _ in pairs if row.code}))}
        refused = {}
        for at, (row, _) in enumerate(pairs):
            own = row.id or -1 - at
            if row.code and taken.setdefault(row.code, own) != own:
                refused[at] = Invalid(code=Words("Another product has this code."))
        return refused | self._kept_kinds(pairs)

    def _kept_kinds(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        moved = {at: (row, before) for at, (row, before) in enumerate(pairs) if before is not None and row.kind != before.kind}
        ties = {(one.id, one.tie) for one in self.records.ties([row.id for row, _ in moved.values()])} if moved else set()
        refused = {}
        for at, (row, before) in moved.items():
            if before.kind == "bundle" and (row.id, "parts") in ties:
                refused[at] = Invalid(kind=Words("This bundle has parts. Take them out first."))
            elif row.kind == "bundle" and (row.id, "bundled") in ties:
                refused[at] = Invalid(kind=Words("A bundle holds this product, and bundles hold no bundles."))
            elif row.kind == "variant" and (row.id, "variants") in ties:
                refused[at] = Invalid(kind=Words("This product has variants of its own."))
        return refused
