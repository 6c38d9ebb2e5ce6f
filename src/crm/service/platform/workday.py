"""Public holidays (法定节假日) and shifted working days (调休) of mainland China, as far as they were announced.

Of later years the days that the law itself names are known. What an administrator says of a day counts more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from crm import current
from crm.dao.kit.database import Database
from crm.domain.platform.holiday import Correction
from crm.domain.platform.working_hours import Shifts, shifts_of
from crm.language import N_, say
from crm.service.platform.holiday import HolidayService
from crm.service.platform.setting import SettingService

if TYPE_CHECKING:
    import holidays

NAMES = {"zh": "zh_CN", "en": "en_US"}
WEEKEND = 5


@dataclass(frozen=True, slots=True)
class DayMark:
    """What a day is called on the calendar; `off`: nobody works, otherwise a weekend day on which one does.

    `correction` is the entry that says so; None where the public calendar does.
    """

    name: str
    off: bool
    correction: int | None = None


class WorkdayService:
    """Which days people work, and which hours."""

    def __init__(self, db: Database, holidays: HolidayService, setting: SettingService):
        self.db = db
        self.holidays = holidays
        self.setting = setting

    def shifts(self) -> Shifts:
        """The hours in which people work on such a day."""
        return shifts_of(self.setting.get("working_hours"))

    def marks(self, start: date, days: int) -> dict[date, DayMark]:
        """What the calendar says of the days from one on; nothing of ordinary ones."""
        known = self.holidays.corrections(start, start + timedelta(days=days - 1))
        found = {day: _mark(day, known.get(day)) for day in (start + timedelta(days=n) for n in range(days))}
        return {day: one for day, one in found.items() if one}

    def workdays(self, since: date) -> Callable[[date], bool]:
        """Whether people work on a day, from one on: weekdays without holidays, and the weekend days that stand in for them."""
        known = self.holidays.corrections(since)
        return lambda day: known[day].kind == "work" if day in known else _is_workday(day)


@lru_cache(maxsize=64)
def _year(year: int, language: str) -> "holidays.HolidayBase":
    import holidays  # 6 MB that only calendars need

    found = holidays.country_holidays("CN", years=year, language=NAMES[language])
    found.observed = True
    return found


def _mark(day: date, said: Correction | None) -> DayMark | None:
    """None for an ordinary day."""
    if said:
        return DayMark(said.name, said.kind == "off", said.id)
    known = _year(day.year, current.language())
    if day in known.weekend_workdays:
        return DayMark(say(N_("Working day")), off=False)
    name = known.get(day)
    return DayMark(str(name).split(" (")[0].split("（")[0], off=True) if name else None


def _is_workday(day: date) -> bool:
    known = _year(day.year, "zh")
    return day in known.weekend_workdays or (day.weekday() < WEEKEND and day not in known)
