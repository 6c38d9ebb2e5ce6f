"""Days that move with the calendar: relative days as a filter keeps them, and the days that a condition means."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from crm.domain.kit.dates import add_months
from crm.domain.kit.text import fold

PERIODS = ("day", "week", "month", "quarter", "year")
MONTHS = {"month": 1, "quarter": 3, "year": 12}
FURTHEST = 3660  # days before or after today

_SHIFT = re.compile(r"(?P<sign>[+-]) ?(?P<n>[0-9]{1,4}) ?(?P<unit>d|w|m|y|days?|weeks?|months?|years?|天|日|周|个?星期|个?月|年)")
_SAID = re.compile(
    r"(?P<n>[0-9]{1,4}) ?(?P<unit>d|w|m|y|days?|weeks?|months?|years?|天|日|周|个?星期|个?月|年) ?(?P<side>[之以]?[后後前]|ago|later)"
)
_NAMED = {"昨天": -1, "昨日": -1, "yesterday": -1, "今天": 0, "今日": 0, "today": 0, "明天": 1, "明日": 1, "tomorrow": 1}
_UNITS = {"d": "d", "天": "d", "日": "d", "w": "w", "周": "w", "星": "w", "m": "m", "月": "m", "y": "y", "年": "y"}


@dataclass(frozen=True, slots=True)
class Relative:
    """So many days, weeks, months or years from today, whichever day today is when one asks."""

    n: int
    unit: str = "d"

    def __str__(self) -> str:
        return f"{self.n:+d}{self.unit}" if self.n else "today"

    def day(self, today: date) -> date:
        if self.unit in "my":
            return add_months(today, self.n * (12 if self.unit == "y" else 1))
        return today + timedelta(days=self.n * (7 if self.unit == "w" else 1))


def relative(text: str) -> Relative | None:
    """today, +7d, -2周, 30 days ago, 明天; None for a day of the calendar."""
    said = fold(text).lower()
    if said in _NAMED:
        return Relative(_NAMED[said])
    found = _SHIFT.fullmatch(said) or _SAID.fullmatch(said)
    if not found:
        return None
    unit = _UNITS[found["unit"].lstrip("个")[0]]
    back = found["sign"] == "-" if "sign" in found.groupdict() else found["side"][-1] in "前o"
    n = int(found["n"]) * (-1 if back else 1)
    if abs(n) * {"d": 1, "w": 7, "m": 31, "y": 366}[unit] > FURTHEST:
        return None
    return Relative(n, unit) if n else Relative(0)


def on(value: date | Relative, today: date) -> date:
    return value.day(today) if isinstance(value, Relative) else value


def days(operator: str, value: Any, today: date) -> tuple[date | None, date | None]:
    """The first day of the span and the day after its last; None where it is open."""
    one = timedelta(days=1)
    if operator == "on":
        return on(value, today), on(value, today) + one
    if operator == "before":
        return None, on(value, today)
    if operator == "after":
        return on(value, today) + one, None
    if operator == "between":
        return on(value[0], today), on(value[1], today) + one
    if operator == "last":
        return today - timedelta(days=value - 1), today + one
    if operator == "next":
        return today, today + timedelta(days=value)
    return period(value, today, {"this": 0, "previous": -1, "coming": 1}[operator])


def period(name: str, today: date, which: int) -> tuple[date, date]:
    """This day, week, month, quarter or year, or one before or after it; a week begins on Monday."""
    if name in MONTHS:
        months = MONTHS[name]
        first = today.replace(day=1, month=(today.month - 1) // months * months + 1)
        return add_months(first, which * months), add_months(first, (which + 1) * months)
    length = timedelta(days=7 if name == "week" else 1)
    first = today - timedelta(days=today.weekday()) if name == "week" else today
    return first + which * length, first + (which + 1) * length
