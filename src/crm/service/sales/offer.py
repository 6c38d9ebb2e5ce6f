"""What products cost: for this customer, this quantity, in this currency, on this day."""

from collections.abc import Mapping, Sequence
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.domain.kit.money import Money
from crm.domain.sales.product import Product
from crm.errors import Invalid
from crm.service.kit.transaction import reading
from crm.service.sales.product import ProductService
from crm.service.sales.rate import RateService
from crm.service.sales.tax_rate import TaxRateService


class OfferService:
    """Fills lines from the catalogue."""

    def __init__(self, db: Database, products: ProductService, taxes: TaxRateService, rates: RateService):
        self.db = db
        self.products = products
        self.taxes = taxes
        self.rates = rates

    @reading
    def fill(self, document: Any, given: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Typed lines with what their product says where nothing was typed. A price that was filled for another product
        (`priced_for`) is filled anew."""
        lines = [dict(raw) for raw in given]
        products = {row.id: row for row in self.products.find(sorted({_id(raw.get("product_id")) for raw in lines} - {0}))}
        taxes = {row.id: row for row in self.taxes.find(sorted({row.tax_rate_id for row in products.values() if row.tax_rate_id}))}
        for raw in lines:
            if product := products.get(_id(raw.get("product_id"))):
                self._fill(raw, product, taxes.get(product.tax_rate_id or 0), document)
        return lines

    @reading
    def prices(self, document: Any, ids: Sequence[int]) -> list[tuple[Product, Money | None]]:
        """These products in their order, those on sale, with what one of each costs here."""
        found = {row.id: row for row in self.products.find(list(ids)) if row.active}
        currency = currency_of(document)
        return [(found[id], self._price(found[id], currency)) for id in ids if id in found]

    def _fill(self, raw: dict[str, Any], product: Product, tax: Any, document: Any) -> None:
        other = raw.get("priced_for") not in (None, "", str(product.id), product.id)
        if other or raw.get("unit_price") in (None, ""):
            raw["unit_price"] = self._price(product, currency_of(document))
        if other or raw.get("unit") in (None, ""):
            raw["unit"] = product.unit
        untouched = raw.get("tax_rate") in (None, "") or (raw.get("priced_for") == "" and raw.get("tax_rate") == "0")
        if tax and (other or untouched):
            raw |= {"tax_rate": tax.rate, "tax_included": tax.included}
        raw["priced_for"] = product.id

    def _price(self, product: Product, currency: str) -> Money | None:
        """The catalogue's price; None where it says none, or where no rate brings it into the currency."""
        if product.price is None or product.currency == currency:
            return product.price
        try:
            today = current.today()
            own = product.price * self.rates.rate(product.currency, today)
            return Money(own / self.rates.rate(currency, today)).rounded(currency)
        except Invalid:
            return None


def _id(raw: Any) -> int:
    text = str(raw or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def currency_of(document: Any) -> str:
    """In which currency the lines of the document are."""
    return getattr(document, "currency", None) or current.context().currency
