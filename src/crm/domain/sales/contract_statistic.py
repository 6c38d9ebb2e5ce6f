"""What contracts come to: by state, kind, owner, and the month in which they were signed."""

from dataclasses import dataclass

from crm.domain.kit.money import Money


@dataclass(frozen=True)
class Summed:
    """Contracts of one group: how many, and what they come to in the company's currency."""

    key: str | None
    name: str | None
    contracts: int
    amount: Money
    received: Money
    open: Money

    @property
    def share(self) -> int | None:
        """How much of the amount came in, in hundredths."""
        return round(100 * self.received / self.amount) if self.amount else None
