"""What products cost: for this customer, this quantity, in this currency, on this day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.price import Offered, PriceDao
from crm.dao.sales.price_list import PriceListDao
from crm.dao.sales.product_part import Part, ProductPartDao
from crm.domain.kit import values
from crm.domain.kit.money import Money
from crm.domain.kit.text import Refused
from crm.domain.sales.price import best
from crm.domain.sales.price_list import applying
from crm.domain.sales.product import Product
from crm.errors import Invalid
from crm.service.kit.record import RecordService
from crm.service.kit.transaction import reading
from crm.service.sales.product import ProductService
from crm.service.sales.rate import RateService
from crm.service.sales.tax_rate import TaxRateService

MOST_LISTS = 500
Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Known:
    """What was read for one document: its lists nearest first, their prices, the products and the parts of bundles among them."""

    currency: str
    lists: tuple[int, ...]
    prices: tuple[Offered, ...]
    products: Mapping[int, Product]
    parts: tuple[Part, ...]


class OfferService:
    """Finds prices: the nearest list that has one for the quantity, else the catalogue; a bundle without one costs its parts."""

    def __init__(
        self, db: Database, products: ProductService, parts: ProductPartDao, lists: PriceListDao, prices: PriceDao,
        taxes: TaxRateService, rates: RateService, accounts: RecordService[Any, Any],
    ):  # fmt: skip
        self.db = db
        self.products = products
        self.parts = parts
        self.lists = lists
        self.listed = prices
        self.taxes = taxes
        self.rates = rates
        self.accounts = accounts

    @reading
    def fill(self, document: Any, given: Sequence[Raw]) -> list[dict[str, Any]]:
        """Typed lines with what their product says where nothing was typed. A price that was filled for another product
        (`priced_for`) is filled anew, and so is one that nobody touched since it was `offered`: the quantity may be another."""
        lines = [dict(raw) for raw in given]
        known = self._know(document, [_id(raw.get("product_id")) for raw in lines])
        taxes = {tax.id: tax for tax in self.taxes.all()} if known.products else {}
        for raw in lines:
            if product := known.products.get(_id(raw.get("product_id"))):
                self._fill(raw, product, taxes.get(product.tax_rate_id or 0), known)
        return lines

    @reading
    def categories(self, given: Sequence[Raw]) -> dict[int | None, int | None]:
        """The product of each line -> its category."""
        ids = sorted({_id(raw.get("product_id")) for raw in given} - {0})
        return {row.id: row.category_id for row in self.products.find(ids)} if ids else {}

    @reading
    def prices(self, document: Any, ids: Sequence[int]) -> list[tuple[Product, Money | None]]:
        """These products in their order, those on sale, with what one of each costs here."""
        known = self._know(document, ids)
        found = [known.products[id] for id in ids if id in known.products and known.products[id].active]
        return [(product, self.price(known, product, Decimal(1))) for product in found]

    def _know(self, document: Any, ids: Sequence[int]) -> Known:
        currency, wanted = currency_of(document), {id for id in ids if id}
        products = {row.id: row for row in self.products.find(sorted(wanted))} if wanted else {}
        bundles = [row.id for row in products.values() if row.kind == "bundle"]
        parts = self.parts.of(bundles) if bundles else []
        if missing := {part.product_id for part in parts} - set(products):
            products |= {row.id: row for row in self.products.find(sorted(missing))}
        lists = self._lists(document, currency) if products else ()
        prices = self.listed.of(list(lists), sorted(products)) if lists else []
        return Known(currency, lists, tuple(prices), products, tuple(parts))

    def _lists(self, document: Any, currency: str) -> tuple[int, ...]:
        """The lists that are for the customer of the document, the nearest first; before them the one that the document names."""
        valid = self.lists.valid(currency, current.today(), MOST_LISTS)
        if not valid:
            return ()
        account_id, named = getattr(document, "account_id", None), getattr(document, "price_list_id", None)
        account = next(iter(self.accounts.find([account_id])), None) if account_id else None
        lists = [*(one for one in valid if one.id == named), *(one for one in applying(valid, account) if one.id != named)]
        return tuple(one.id for one in lists)

    @reading
    def nearest(self, document: Any) -> int | None:
        """The list that is for the customer of the document before all others."""
        return next(iter(self._lists(document, currency_of(document))), None)

    def price(self, known: Known, product: Product, quantity: Decimal) -> Money | None:
        """In the caller's transaction: what one costs; None where nobody says, or where no rate brings it into the currency."""
        listed = best(known.prices, known.lists, product.id, quantity)
        if listed is not None:
            return listed
        if product.price is None and product.kind == "bundle":
            return self._of_parts(known, product, quantity)
        return self._catalogued(product, known.currency)

    def _of_parts(self, known: Known, bundle: Product, quantity: Decimal) -> Money | None:
        total, parts = Money(0), [part for part in known.parts if part.bundle_id == bundle.id]
        for part in parts:
            product = known.products.get(part.product_id)
            each = self.price(known, product, part.quantity * quantity) if product else None
            if each is None:
                return None
            total += each * part.quantity
        return Money(round(total, 4)) if parts else None

    def _catalogued(self, product: Product, currency: str) -> Money | None:
        if product.price is None or product.currency == currency:
            return product.price
        try:
            today = current.today()
            own = product.price * self.rates.rate(product.currency, today)
            return Money(own / self.rates.rate(currency, today)).rounded(currency)
        except Invalid:
            return None

    def _fill(self, raw: dict[str, Any], product: Product, tax: Any, known: Known) -> None:
        other = raw.get("priced_for") not in (None, "", str(product.id), product.id)
        untouched = raw.get("offered") not in (None, "") and str(raw.get("unit_price")) == str(raw["offered"])
        if other or untouched or raw.get("unit_price") in (None, ""):
            raw["unit_price"] = self.price(known, product, _quantity(raw.get("quantity")))
            raw["offered"] = raw["unit_price"]
        if other or raw.get("unit") in (None, ""):
            raw["unit"] = product.unit
        untaxed = raw.get("tax_rate") in (None, "") or (raw.get("priced_for") == "" and raw.get("tax_rate") == "0")
        if tax and (other or untaxed):
            raw |= {"tax_rate": tax.rate, "tax_included": tax.included}
        raw["priced_for"] = product.id


def currency_of(document: Any) -> str:
    """In which currency the lines of the document are."""
    return getattr(document, "currency", None) or current.context().currency


def _id(raw: Any) -> int:
    text = str(raw or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _quantity(raw: Any) -> Decimal:
    try:
        return values.number(str(raw)) if raw else Decimal(1)
    except Refused:
        return Decimal(1)
