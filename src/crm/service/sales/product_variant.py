"""Makes the variants of a product: one for each combination of its attributes that is not there yet."""

from crm.dao.kit.database import Database
from crm.domain.kit.filter import Condition, Group, Query, parse_sort
from crm.domain.sales.product import Product
from crm.domain.sales.product_variant import MOST, Values, combinations, normal, written
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.transaction import reading, transactional
from crm.service.sales.product import ProductService

COPIED = ("category_id", "unit", "price", "cost", "currency", "tax_rate_id", "active", "remark")


class ProductVariantService:
    """Works on the product service: variants are products."""

    def __init__(self, db: Database, products: ProductService):
        self.db = db
        self.products = products

    @reading
    def missing(self, parent: Product) -> list[Values]:
        """The combinations that no variant has yet."""
        wanted = combinations(parent.attributes) if parent.kind != "variant" else []
        if not wanted:
            return []
        of_parent = Query(Group((Condition("parent_id", "any", (parent.id,)),)), parse_sort(self.products.module, "name"), size=500)
        there = {normal(row.attributes) for row in self.products.page(of_parent)}
        return [values for values in wanted if normal(written(values)) not in there]

    @transactional
    def make(self, id: int) -> list[Product]:
        """Write those that are missing, with the price, tax and unit of the product."""
        parent = self.products.get(id)
        self.products.check_record("edit", parent)
        wanted = self.missing(parent)
        if len(wanted) > MOST:
            raise Invalid(attributes=Words("These attributes make {n} variants; at most {most} are possible.", n=len(wanted), most=MOST))
        if not wanted:
            return []
        self.products.require("create")
        rows = [self.products._owned(self._variant(parent, values)) for values in wanted]
        return self.products.writer.insert(self.products.module, self.products.records, rows)

    @staticmethod
    def _variant(parent: Product, values: Values) -> Product:
        name = " · ".join((parent.name, *(value for _, value in values)))[:200]
        own = {name: getattr(parent, name) for name in COPIED}
        return Product(name=name, kind="variant", parent_id=parent.id, attributes=written(values), **own)
