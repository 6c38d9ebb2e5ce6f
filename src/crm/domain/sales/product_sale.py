"""What products bring by period: our own from won deals, and what competitors are known to sell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from crm.domain.kit.money import Money
from crm.domain.sales.forecast import Period, period_of

SHOWN = {"month": 12, "quarter": 6, "year": 3}  # periods side by side
EDGES = 12


@dataclass(frozen=True)
class ProductSale:
    """What one product brought in the n-th period; `product_id` is None for what was sold without a product."""

    n: int
    product_id: int | None
    product_name: str | None
    deals: int
    amount_base: Money


@dataclass(frozen=True)
class RivalSale:
    """A figure of a competitor's sales; without a product it is of all together. `against_id` is our product it is compared with."""

    competitor_id: int
    competitor_name: str
    product_id: int | None
    product_name: str | None
    against_name: str | None
    starts_on: date
    ends_on: date
    amount_base: Money


def periods_of(span: str, today: date) -> tuple[Period, ...]:
    """The periods that are looked at, the oldest first, up to the one under way; quarters for a span that is not known."""
    span = span if span in SHOWN else "quarter"
    now = period_of(span, today)
    return tuple(now.shifted(n - SHOWN[span] + 1) for n in range(SHOWN[span]))


def known(period: Period, figures: Iterable[RivalSale]) -> Money | None:
    """What is known of a period: the figure of just these days, else the sum of those within it, the longest first, no day twice."""
    inside = [one for one in figures if period.start <= one.starts_on and one.ends_on <= period.last]
    inside.sort(key=lambda one: (one.starts_on - one.ends_on, one.starts_on))
    taken: list[RivalSale] = []
    for one in inside:
        if all(one.ends_on < other.starts_on or other.ends_on < one.starts_on for other in taken):
            taken.append(one)
    return sum((one.amount_base for one in taken), Money(0)) if taken else None


def together(whole: Sequence[Money | None], parts: Sequence[Sequence[Money | None]]) -> list[Money | None]:
    """Of a competitor: what is said of him as a whole goes before the sum of his products, period by period."""
    found = []
    for at, said in enumerate(whole):
        amounts = [part[at] for part in parts]
        known_ones = [amount for amount in amounts if amount is not None]
        found.append(said if said is not None else sum(known_ones, Money(0)) if known_ones else None)
    return found
