"""What a sales dashboard looks at: a span of days, and the columns into which its charts part them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from crm.domain.kit.dates import add_months, day
from crm.domain.kit.kind import Option
from crm.domain.kit.span import period
from crm.domain.kit.text import Refused
from crm.errors import Invalid
from crm.language import N_, Words

SPANS = (
    Option("month", N_("This month")), Option("quarter", N_("This quarter")), Option("year", N_("This year")),
    Option("twelve", N_("Last 12 months")), Option("all", N_("All time")),
)  # fmt: skip
BEHIND = 12
EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)
MONTHLY = ("month", "quarter", "year")
UNITS = ("day", "week", *MONTHLY)
MOST = 24  # columns of a chart
MOST_QUARTERS = 12  # columns of a table
# Which tiles stand in which order: for whoever sees his own deals alone, and for whoever sees those of others.
OWN = ("funnel", "months", "trend", "receipts", "activities", "places")
TEAM = ("funnel", "months", "trend", "regions", "ranking", "receipts", "places", "activities")
_YEAR = re.compile(r"(19|2[0-9])[0-9]{2}")
_QUARTER = re.compile(r"((?:19|2[0-9])[0-9]{2})-Q([1-4])")


@dataclass(frozen=True, slots=True)
class Days:
    """A span of days, [start, until)."""

    start: date
    until: date

    @property
    def last(self) -> date:
        return self.until - timedelta(days=1)

    @property
    def months(self) -> "Days":
        """The whole months that these days touch."""
        return Days(self.start.replace(day=1), add_months(self.last.replace(day=1), 1))

    def __contains__(self, one: date) -> bool:
        return self.start <= one < self.until

    def __str__(self) -> str:
        return f"{self.start},{self.last}"


@dataclass(frozen=True, slots=True)
class Cut:
    """Days parted into columns: each a day, a week, a month, a quarter or a year, or several years."""

    unit: str
    parts: tuple[Days, ...]

    def at(self, one: date) -> int:
        """The column in which the day lies; of a day before them all, the first."""
        return max(sum(part.start <= one for part in self.parts) - 1, 0)


def read_span(text: str) -> Days | None:
    """The days of 2017, of 2017-Q3 and of 2017-03-01,2017-05-31; None for what is none of these."""
    if _YEAR.fullmatch(text):
        return Days(*period("year", date(int(text), 1, 1), 0))
    if quarter := _QUARTER.fullmatch(text):
        return Days(*period("quarter", date(int(quarter[1]), 3 * int(quarter[2]), 1), 0))
    try:
        first, last = (date.fromisoformat(one) for one in text.split(","))
    except ValueError:
        return None
    return Days(first, last + timedelta(days=1)) if EARLIEST <= first <= last <= LATEST else None


def days_of(span: str, today: date, known: Days | None = None) -> Days:
    """The days of a span; of all time, those that are known; of a name that means nothing, those of this quarter."""
    if span == "all":
        return known or Days(*period("year", today, 0))
    if span == "twelve":
        return Days(add_months(today.replace(day=1), 1 - BEHIND), add_months(today.replace(day=1), 1))
    return read_span(span) or Days(*period(span if span in ("month", "quarter", "year") else "quarter", today, 0))


def typed(first: str, last: str, today: date) -> Days:
    """The days from the one to the other, as people type them. Raises Invalid for `from` and `to`."""
    found: dict[str, date] = {}
    refused: dict[str, Words] = {}
    for name, text in (("from", first), ("to", last)):
        try:
            if not text.strip():
                raise Refused(Words("Please fill this in."))
            found[name] = day(text, today)
            if not EARLIEST <= found[name] <= LATEST:
                raise Refused(Words("Please give a day between 1900 and 2999."))
        except Refused as no:
            refused[name] = no.words
    if not refused and found["to"] < found["from"]:
        refused["to"] = Words("The last day is not before the first one.")
    if refused:
        raise Invalid(refused)
    return Days(found["from"], found["to"] + timedelta(days=1))


def cut(days: Days, units: Sequence[str] = UNITS, most: int = MOST) -> Cut:
    """The days in columns of the shortest unit that needs no more than `most`; the first and the last end with the days."""
    for unit in units:
        parts = _parts(days, unit, most + 1)
        if len(parts) <= most:
            return Cut(unit, parts)
    years = _parts(days, "year", None)
    several = -(-len(years) // most)
    return Cut("years", tuple(Days(years[n].start, years[min(n + several, len(years)) - 1].until) for n in range(0, len(years), several)))


def _parts(days: Days, unit: str, most: int | None) -> tuple[Days, ...]:
    def each() -> Iterator[Days]:
        start = days.start
        while start < days.until:
            until = min(period(unit, start, 0)[1], days.until)
            yield Days(start, until)
            start = until

    return tuple(islice(each(), most))


def quarters(days: Days) -> Cut:
    """The columns of a table: months of a short span, quarters of a longer one, years of a long one."""
    return cut(days, ("month",), 3) if len(_parts(days, "month", 4)) <= 3 else cut(days, ("quarter", "year"), MOST_QUARTERS)


def is_due(month: str, days: Days, today: date) -> bool:
    """Whether an open deal that is to be closed in the month (empty: on no day) is one of these days, by whole months.

    While the days last, what is late or has no day belongs to them too: it is still to be closed.
    """
    first, last = f"{days.start:%Y-%m}", f"{days.last:%Y-%m}"
    return month <= last if today in days else first <= month <= last
