"""The book of an order's deliveries: what was ordered, what each delivery takes of it, what is left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from crm.domain.kit.money import Money

COUNTED = ("planned", "shipped", "received")  # what comes back counts no more
GONE = ("shipped", "received")
ZERO = Decimal(0)


@dataclass(frozen=True)
class Head:
    """What the book needs of an order."""

    id: int
    name: str
    state: str
    amount: Money | None
    currency: str | None
    account_id: int | None
    account_name: str | None
    owner_id: int | None
    department_id: int | None
    address: str | None


@dataclass(frozen=True)
class Ordered:
    """A line of an order: how much of it was ordered, and what it comes to."""

    id: int
    order_id: int
    quantity: Decimal
    unit: str | None
    product_name: str | None
    text: str | None
    total: Money
    currency: str

    @property
    def name(self) -> str:
        return self.product_name or (self.text or "").split("\n")[0][:80]


@dataclass(frozen=True)
class Taken:
    """What a delivery takes of a line."""

    id: int
    order_id: int
    delivery_id: int
    line_id: int
    quantity: Decimal
    state: str


@dataclass(frozen=True)
class Part:
    """How much of a line is gone."""

    id: int
    quantity: Decimal
    total: Money
    gone: Decimal


def share_of(parts: Iterable[Part]) -> int:
    """How much of what was ordered is gone, by value; in hundredths, and all of it only when nothing is left."""
    worths = [(one.total or 1, min(one.gone / one.quantity, Decimal(1))) for one in parts]
    whole = sum(worth for worth, _ in worths)
    return int(100 * sum(worth * part for worth, part in worths) / whole) if whole else 0


@dataclass
class Book:
    """The book of one order."""

    head: Head
    ordered: dict[int, Ordered] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)

    def sums(self, states: tuple[str, ...] = COUNTED, without: int = 0) -> dict[int, Decimal]:
        """Line -> how much of it deliveries in these states take, one of them left out."""
        found: dict[int, Decimal] = {}
        for one in self.taken:
            if one.state in states and one.delivery_id != without:
                found[one.line_id] = found.get(one.line_id, ZERO) + one.quantity
        return found

    def left(self, without: int = 0) -> dict[int, Decimal]:
        """Line -> how much of it no delivery takes yet."""
        taken = self.sums(without=without)
        return {id: line.quantity - taken.get(id, ZERO) for id, line in self.ordered.items()}

    @property
    def amount(self) -> Money | None:
        """What the lines come to; None without any."""
        return sum((line.total for line in self.ordered.values()), Money(0)) if self.ordered else None

    @property
    def share(self) -> int:
        gone = self.sums(GONE)
        return share_of(Part(id, line.quantity, line.total, gone.get(id, ZERO)) for id, line in self.ordered.items())

    def exceeded(self) -> list[int]:
        """The lines of which more is taken than was ordered, also such as are no longer ordered."""
        return [id for id, taken in self.sums().items() if taken > (self.ordered[id].quantity if id in self.ordered else ZERO)]

    def short(self, wanted: Mapping[int, Decimal]) -> list[str]:
        """The lines, by name, of which more is taken than would be ordered: line -> quantity."""
        return [self.ordered[id].name for id, taken in self.sums().items() if taken > wanted.get(id, ZERO) and id in self.ordered]

    @property
    def state(self) -> str:
        """How far the order is."""
        gone = {id: quantity for id, quantity in self.sums(GONE).items() if quantity}
        if not gone:
            return "confirmed"
        return "delivered" if all(gone.get(id, ZERO) >= line.quantity for id, line in self.ordered.items()) else "delivering"
