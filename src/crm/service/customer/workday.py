"""Public holidays (法定节假日) and shifted working days (调休) of mainland China, as far as they were announced.

Of later years the days that the law itself names are known.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

from crm import current
from crm.language import N_, say

NAMES = {"zh": "zh_CN", "en": "en_US"}
WEEKEND = 5


@dataclass(frozen=True, slots=True)
class DayMark:
    """What a day is called on the calendar; `off`: nobody works, otherwise a weekend day on which one does."""

    name: str
    off: bool


@lru_cache(maxsize=64)
def _year(year: int, language: str) -> holidays.HolidayBase:
    found = holidays.country_holidays("CN", years=year, language=NAMES[language])
    found.observed = True
    return found


def mark(day: date) -> DayMark | None:
    """What the calendar says of the day; None for an ordinary one."""
    known = _year(day.year, current.language())
    if day in known.weekend_workdays:
        return DayMark(say(N_("Working day")), off=False)
    name = known.get(day)
    return DayMark(str(name).split(" (")[0].split("（")[0], off=True) if name else None


def is_workday(day: date) -> bool:
    """Whether people work: weekdays without holidays, and the weekend days that stand in for them."""
    known = _year(day.year, "zh")
    return day in known.weekend_workdays or (day.weekday() < WEEKEND and day not in known)


def marks(start: date, days: int) -> dict[date, DayMark]:
    found = {day: mark(day) for day in (start + timedelta(days=n) for n in range(days))}
    return {day: one for day, one in found.items() if one}
