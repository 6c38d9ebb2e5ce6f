"""What products bring: our own by period, beside what competitors are known to sell."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.product_sale import ProductSaleDao, SoldDeal
from crm.domain.kit.money import Money
from crm.domain.sales.forecast import Period
from crm.domain.sales.product_sale import EDGES, ProductSale, RivalSale, known, periods_of, together
from crm.errors import Forbidden
from crm.service.customer.calendar import midnight
from crm.service.kit.transaction import reading

PAGE = 50


@dataclass(frozen=True, slots=True)
class Ours:
    """One of our products, None for what was sold without one: (amount, deals) of each period."""

    product_id: int | None
    name: str | None
    sold: tuple[tuple[Money, int], ...]

    @property
    def total(self) -> Money:
        return sum((amount for amount, _ in self.sold), Money(0))


@dataclass(frozen=True, slots=True)
class Theirs:
    """A competitor, or one of his products: what is known of each period."""

    competitor_id: int
    product_id: int | None
    name: str
    against: str | None
    sold: tuple[Money | None, ...]


@dataclass(frozen=True, slots=True)
class ProductSales:
    """One look at both. Our products stand with the largest first, each competitor before his products."""

    periods: tuple[Period, ...]
    ours: list[Ours]
    theirs: list[Theirs]

    @property
    def totals(self) -> tuple[Money, ...]:
        return tuple(sum((one.sold[at][0] for one in self.ours), Money(0)) for at in range(len(self.periods)))


class ProductSaleService:
    def __init__(self, db: Database, sales: ProductSaleDao):
        self.db = db
        self.sales = sales

    @reading
    def look(self, span: str) -> ProductSales:
        """Of the deals that whoever acts may see; of competitors only for those who may see their sales."""
        actor = current.actor()
        if not actor.may("opportunity.view"):
            raise Forbidden()
        periods = periods_of(span, current.today())
        starts = [one.start for one in periods] + [periods[-1].until] * (EDGES + 1 - len(periods))
        found = self.sales.sold(**{f"edge_{n}": midnight(day) for n, day in enumerate(starts)})
        rivals = self.sales.rivals(periods[0].start, periods[-1].until) if actor.may("competitor_sale.view") else []
        return ProductSales(periods, _ours(found, len(periods)), _theirs(rivals, periods))

    @reading
    def deals(self, period: Period, product_id: int | None, after: tuple[datetime, int] | None = None) -> list[SoldDeal]:
        """The won deals behind one figure, the newest first, one more than a page where there are more."""
        if not current.actor().may("opportunity.view"):
            raise Forbidden()
        at, id = after or (None, None)
        return self.sales.deals(midnight(period.start), midnight(period.until), PAGE + 1, product_id, at, id)


def _ours(found: list[ProductSale], many: int) -> list[Ours]:
    names = {one.product_id: one.product_name for one in found}
    cells = {(one.product_id, one.n): (one.amount_base, one.deals) for one in found}
    rows = [Ours(id, name, tuple(cells.get((id, n), (Money(0), 0)) for n in range(many))) for id, name in names.items()]
    return sorted(rows, key=lambda one: -one.total)


def _theirs(found: list[RivalSale], periods: tuple[Period, ...]) -> list[Theirs]:
    grouped = defaultdict[int, dict[int | None, list[RivalSale]]](lambda: defaultdict(list))
    for one in found:
        grouped[one.competitor_id][one.product_id].append(one)
    rows = []
    for competitor_id, by_product in grouped.items():
        whole = [known(period, by_product.get(None, ())) for period in periods]
        parts = [
            Theirs(competitor_id, id, figures[0].product_name or "", figures[0].against_name,
                   tuple(known(period, figures) for period in periods))
            for id, figures in by_product.items() if id is not None
        ]  # fmt: skip
        name = next(iter(by_product.values()))[0].competitor_name
        rows += [Theirs(competitor_id, None, name, None, tuple(together(whole, [one.sold for one in parts]))), *parts]
    return rows
