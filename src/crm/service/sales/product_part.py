"""Parts of bundles."""

from typing import Any

from crm.dao.sales.product_part import ProductPartDao
from crm.domain.sales.product_part import ProductPart, ProductPartDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import Kit, RecordService
from crm.service.sales.product import ProductService


class ProductPartService(RecordService[ProductPart, ProductPartDraft]):
    records: ProductPartDao

    def __init__(self, kit: Kit, records: ProductPartDao, products: ProductService):
        super().__init__(kit, records)
        self.products = products

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """A bundle holds products that are no bundles, each once."""
        rows = [row for row, _ in pairs]
        kinds = {one.id: one.kind for one in self.products.find(sorted({id for row in rows for id in (row.bundle_id, row.product_id)}))}
        taken = {(one.bundle_id, one.product_id): one.id for one in self.records.of(sorted({row.bundle_id for row in rows}))}
        refused = {}
        for at, row in enumerate(rows):
            own = row.id or -1 - at
            if kinds.get(row.bundle_id) != "bundle":
                refused[at] = Invalid(bundle_id=Words("Please choose a bundle."))
            elif kinds.get(row.product_id, "bundle") == "bundle":
                refused[at] = Invalid(product_id=Words("A bundle holds single products and variants only."))
            elif taken.setdefault((row.bundle_id, row.product_id), own) != own:
                refused[at] = Invalid(product_id=Words("The bundle holds this product already."))
        return refused
