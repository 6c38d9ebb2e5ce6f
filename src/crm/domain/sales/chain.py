"""From a deal to its contract: the documents that followed from one another."""

from dataclasses import dataclass

from crm.domain.kit.money import Money

MODULES = ("opportunity", "quote", "sales_order", "contract")


@dataclass(frozen=True)
class Link:
    """One of them."""

    module: str
    id: int
    name: str
    number: str | None
    state: str
    amount: Money | None
    currency: str | None
