"""What a sales dashboard looks at: a span of days, and the months ahead."""

from dataclasses import dataclass
from datetime import date, timedelta

from crm.domain.kit.dates import add_months
from crm.domain.kit.kind import Option
from crm.domain.kit.span import period
from crm.language import N_

SPANS = (
    Option("month", N_("This month")), Option("quarter", N_("This quarter")), Option("year", N_("This year")),
    Option("twelve", N_("Last 12 months")),
)  # fmt: skip
AHEAD, BEHIND = 6, 12
DUE_BEHIND, DUE_MONTHS = 8, 12  # of receipts: months before this one, and all
# Which tiles stand in which order: for whoever sees his own deals alone, and for whoever sees those of others.
OWN = ("funnel", "months", "trend", "receipts", "activities", "places")
TEAM = ("funnel", "months", "trend", "receipts", "ranking", "places", "activities")


@dataclass(frozen=True, slots=True)
class Days:
    """A span of days, [start, until)."""

    start: date
    until: date

    @property
    def last(self) -> date:
        return self.until - timedelta(days=1)

    def __str__(self) -> str:
        return f"{self.start},{self.last}"


def days_of(span: str, today: date) -> Days:
    """The days of a span; of a name that is not known, those of this quarter."""
    if span == "twelve":
        return Days(add_months(today.replace(day=1), 1 - BEHIND), add_months(today.replace(day=1), 1))
    return Days(*period(span if span in ("month", "quarter", "year") else "quarter", today, 0))


def month_of(start: date, n: int) -> Days:
    """The n-th month from the one in which `start` lies."""
    first = start.replace(day=1)
    return Days(add_months(first, n), add_months(first, n + 1))
