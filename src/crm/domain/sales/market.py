"""How we stand against competitors: deals met, won and lost, and what they sell."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from crm.domain.kit.money import Money


@dataclass(frozen=True)
class Meeting:
    """The deals in which one competitor was met. `to_them` are the lost ones that he won, as far as that was said."""

    competitor_id: int
    name: str
    deals: int
    open: int
    won: int
    lost: int
    to_them: int
    won_base: Money
    lost_base: Money

    @property
    def rate(self) -> Decimal | None:
        """The win rate: won deals among those decided, in percent to one place; None before any is decided."""
        decided = self.won + self.lost
        return (Decimal(100 * self.won) / decided).quantize(Decimal("0.1"), ROUND_HALF_UP) if decided else None


@dataclass(frozen=True)
class Sold:
    """What a competitor sold in a period, as far as it is known."""

    starts_on: date
    ends_on: date
    amount_base: Money | None
    quantity: Decimal | None
    share: Decimal | None

    @property
    def label(self) -> str:
        return period_label(self.starts_on, self.ends_on)


def period_label(start: date, end: date) -> str:
    """2026, 2026 Q1, 2026-03, or the days from which and to which."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    whole = start.day == 1 and (end + timedelta(days=1)).day == 1
    if whole and months == 12 and start.month == 1:
        return str(start.year)
    if whole and months == 3 and start.month % 3 == 1:
        return f"{start.year} Q{start.month // 3 + 1}"
    if whole and months == 1:
        return f"{start:%Y-%m}"
    return f"{start} – {end}"
