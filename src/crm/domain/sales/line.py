"""A line of a document: so many of a product at a price, less a discount, with its tax. What lines and documents come to.

Rounding: each amount of a line is brought to the currency's coins, halves away from zero (四舍五入), and documents add up
their lines; so a document is always the sum of what is printed in it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import Any, Self

from crm import current
from crm.domain.kit.field import Draft, Field, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.domain.kit.money import CURRENCIES, LARGEST, Money
from crm.language import N_, Words

MOST = 10**9  # of one product
NUMBERS = ("quantity", "unit_price", "discount", "tax_rate", "currency")
APPROVALS = (
    Option("waits", N_("Discount waits for approval"), "warn"),
    Option("approved", N_("Discount approved"), "ok"),
    Option("refused", N_("Discount refused"), "bad"),
)


@draft
class LineDraft(Draft):
    """What may be typed in about a line."""

    module: str = declare("text", N_("Kind of record"), "", required=True, max=60)
    record_id: int = declare("integer", N_("About record"), required=True, max=10**15)
    position: int = declare("integer", N_("Position"), 0, max=9999, adds=False)
    product_id: int | None = declare("reference", N_("Product"), target="product", shown="product_name")
    text: str | None = declare("long", N_("Text"), max=500)
    quantity: Decimal = declare("number", N_("Quantity"), Decimal(1), places=4, max=MOST)
    unit: str | None = declare("text", N_("Unit"), max=12)
    unit_price: Money = declare("money", N_("Unit price"), Money(0), currency_from="currency", places=4, max=10**10)
    discount: Decimal = declare("percent", N_("Discount"), Decimal(0), places=2, max=100, adds=False)
    tax_rate: Decimal = declare("percent", N_("Tax rate"), Decimal(0), places=3, max=100, adds=False)
    tax_included: bool = declare("yesno", N_("Prices include the tax"), False)
    currency: str = declare("choice", N_("Currency"), current.own_currency, options=tuple(Option(code, code) for code in CURRENCIES))
    approval: str | None = declare("choice", N_("Approval"), options=APPROVALS)

    @classmethod
    def parse(cls, raw: Mapping[str, Any], base: Any = None, described: Mapping[str, Field] | None = None) -> Self:
        """An empty number is the usual one: one piece, no discount, no tax."""
        filled = {name: cls.own[name].start if name in NUMBERS and value in ("", None) else value for name, value in raw.items()}
        return super().parse(filled, base, described)

    def check(self) -> dict[str, Words]:
        if not (self.product_id or self.text):
            return {"product_id": Words("Choose a product, or write what is sold.")}
        if self.quantity <= 0:
            return {"quantity": Words("A quantity is above zero.")}
        if amounts_of(self).total > LARGEST:
            return {"unit_price": Words("This amount is too large.")}
        return {}


@draft
class Line(LineDraft, Record):
    """A line as the database has it. `net` is without tax, `tax` what comes on top or is in it, `total` what is paid. `source_id` is
    the line of another document that it was copied from."""

    product_name: str | None = None
    category_id: int | None = None
    source_id: int | None = None
    net: Money = Money(0)
    tax: Money = Money(0)
    total: Money = Money(0)

    @property
    def name(self) -> str:
        return self.product_name or (self.text or "").split("\n")[0][:80]


@dataclass(frozen=True, slots=True)
class Amounts:
    """What one line, or all lines of a document, come to. `full` is before the discount; net + tax = total."""

    full: Money = Money(0)
    saved: Money = Money(0)
    net: Money = Money(0)
    tax: Money = Money(0)
    total: Money = Money(0)

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(
            self.full + other.full, self.saved + other.saved, self.net + other.net, self.tax + other.tax, self.total + other.total
        )


@dataclass(frozen=True)
class LinesComing:
    """The lines of a document are about to be others, or have come back by an undo. A listener may refuse it by raising."""

    module: str
    document: Any
    lines: tuple[Any, ...]
    agreed: bool  # what the document's own verb brings, which knows that it may be so


@dataclass(frozen=True)
class LinesChanged:
    """The lines of a document are other ones now; its module may take their sum, which is in the document's currency."""

    module: str
    record_id: int
    currency: str
    amounts: Amounts
    count: int  # of lines: without any they say nothing of what the document is worth
    waiting: bool  # a discount waits for approval, or was refused


def amounts_of(line: Any) -> Amounts:
    """Exact for every quantity and price that a line may have."""
    return amounts(line.quantity, line.unit_price, line.discount, line.tax_rate, line.tax_included, line.currency)


def amounts(quantity: Decimal, unit_price: Money, discount: Decimal, tax_rate: Decimal, tax_included: bool, currency: str) -> Amounts:
    """`discount` and `tax_rate` in hundredths. A tax that is in the price is taken out of what is paid, else added to it."""
    with localcontext() as context:
        context.prec = 60  # quantity, price and discount have fewer digits together
        exact = unit_price * quantity
        full, paid = exact.rounded(currency), Money(exact * (100 - discount) / 100).rounded(currency)
        if tax_included:
            total, net = paid, Money(paid * 100 / (100 + tax_rate)).rounded(currency)
        else:
            net, total = paid, paid + Money(paid * tax_rate / 100).rounded(currency)
        return Amounts(full, full - paid, net, total - net, total)


def worked_out(line: Any) -> Any:
    """The line with its amounts."""
    found = amounts_of(line)
    return replace(line, net=found.net, tax=found.tax, total=found.total)


def totals(lines: Iterable[Any]) -> Amounts:
    """What the lines of one document come to: the sums of theirs."""
    return sum((amounts_of(line) for line in lines), Amounts())


def by_tax(lines: Iterable[Any]) -> list[tuple[Decimal, Amounts]]:
    """(tax rate, what the lines with it come to), the highest first."""
    found: dict[Decimal, Amounts] = {}
    for line in lines:
        found[line.tax_rate] = found.get(line.tax_rate, Amounts()) + amounts_of(line)
    return sorted(found.items(), reverse=True)


MODULE = Module(
    name="line",
    area="sales",
    label=N_("Line"),
    plural=N_("Lines"),
    icon="list",
    path="/lines",
    draft=LineDraft,
    row=Line,
    columns=("product_id", "quantity", "unit_price", "discount"),
    sections=(Section(N_("Basics"), ("product_id", "text", "quantity", "unit", "unit_price", "discount", "tax_rate")),),
    title_field="product_id",
    verbs=(),
    lonely=False,
    importable=False,
    description=N_("What a document offers: products with quantity, price, discount and tax."),
)
