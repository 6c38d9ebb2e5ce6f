"""What is still to come in by how long it is overdue: one line a customer or an owner."""

from dataclasses import dataclass, fields
from datetime import date, timedelta

from crm.domain.kit.money import Money

STEPS = (30, 60, 90)  # days overdue after which the next column begins


@dataclass(frozen=True)
class Aged:
    """What one customer or owner has still to bring, in the company's currency; by the days it is overdue."""

    key: int | None
    name: str | None
    coming: Money = Money(0)
    days_30: Money = Money(0)
    days_60: Money = Money(0)
    days_90: Money = Money(0)
    older: Money = Money(0)

    @property
    def overdue(self) -> Money:
        return self.days_30 + self.days_60 + self.days_90 + self.older

    @property
    def total(self) -> Money:
        return self.coming + self.overdue


COLUMNS = tuple(one.name for one in fields(Aged))[2:]


def since(today: date) -> dict[str, date]:
    """The first day of each column: what is due on it or later, and before the next one's, stands there."""
    return {"today": today} | {f"since_{days}": today - timedelta(days=days) for days in STEPS}


def conditions(today: date) -> dict[str, str]:
    """Column -> the condition on the due day by which a list finds what stands in it."""
    first = [today, *(today - timedelta(days=days) for days in STEPS)]
    one = timedelta(days=1)
    spans = [f"due_on:between:{later},{earlier - one}" for earlier, later in zip(first, first[1:], strict=False)]
    return dict(zip(COLUMNS, (f"due_on:after:{today - one}", *spans, f"due_on:before:{first[-1]}"), strict=True))
