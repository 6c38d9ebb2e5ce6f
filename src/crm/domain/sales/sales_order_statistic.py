"""What orders come to: by state, month, person, department, category of products and customer."""

from dataclasses import dataclass
from datetime import date

from crm.domain.kit.money import Money


@dataclass(frozen=True)
class Summed:
    """Orders of one group: how many, what they come to and what they leave above the cost of their products, in the company's currency;
    no margin where no cost is known, or an order is split over groups."""

    key: str | None
    name: str | None
    orders: int
    amount: Money
    margin: Money | None


@dataclass(frozen=True)
class Part:
    """An order, and how much of it is of one category."""

    id: int
    name: str
    number: str | None
    account_name: str | None
    owner_name: str | None
    ordered_on: date
    amount_base: Money
