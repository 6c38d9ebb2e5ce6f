"""A recurring task (循环任务): how often it comes back, on the clock of the person who set it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule

from crm.domain.kit.kind import Option
from crm.domain.kit.text import Refused
from crm.language import N_, Words

UNITS = (
    Option("daily", N_("Every day")),
    Option("workdays", N_("Every working day")),
    Option("weekly", N_("Every week")),
    Option("monthly", N_("Every month")),
    Option("yearly", N_("Every year")),
)
FREQUENCIES = {"daily": DAILY, "workdays": DAILY, "weekly": WEEKLY, "monthly": MONTHLY, "yearly": YEARLY}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FURTHEST = 99  # of “every n”
MOST = 999  # of “n times”
LOOKED = 4000  # dates that are looked at before a rule counts as ended
SHORT = 28  # the days that every month has

Workday = Callable[[date], bool]


@dataclass(frozen=True)
class Rule:
    """`start` is on the wall clock of `zone`: ten o'clock stays ten o'clock when the clocks change.

    It is kept as text after RFC 5545: TZID=Asia/Shanghai:20261123T100000;FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=10.
    Working days, which no RFC knows, are FREQ=WORKDAYS.
    """

    start: datetime
    zone: str
    unit: str = "weekly"
    every: int = 1
    days: tuple[int, ...] = ()  # of a week: Monday is 0
    until: date | None = None
    count: int | None = None

    def __str__(self) -> str:
        parts = [f"TZID={self.zone}:{self.start:%Y%m%dT%H%M%S}", f"FREQ={self.unit.upper()}"]
        if self.every > 1:
            parts.append(f"INTERVAL={self.every}")
        if self.days:
            parts.append(f"BYDAY={','.join(DAYS[day] for day in self.days)}")
        if self.until:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        if self.count:
            parts.append(f"COUNT={self.count}")
        return ";".join(parts)

    def moments(self, is_workday: Workday) -> Iterator[datetime]:
        """Every time it comes, the first one included, in UTC."""
        told = 0
        for at in islice(self._dates(), LOOKED):
            if self.unit == "workdays" and not is_workday(at.date()):
                continue
            told += 1
            if self.count and told > self.count:
                return
            yield at.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)

    def next(self, after: datetime, is_workday: Workday) -> datetime | None:
        """The first time behind the given one; None when the series is over."""
        return next((at for at in self.moments(is_workday) if at > after), None)

    def _dates(self) -> Iterator[datetime]:
        end = datetime.combine(self.until, time.max) if self.until else None
        more: dict[str, object] = {}
        if self.unit == "weekly" and self.days:
            more["byweekday"] = self.days
        if self.unit in ("monthly", "yearly") and self.start.day > SHORT:  # the 31st is the last day of a shorter month
            more |= {"bymonthday": tuple(range(SHORT, self.start.day + 1)), "bysetpos": -1}
            if self.unit == "yearly":
                more["bymonth"] = self.start.month
        return iter(rrule(FREQUENCIES[self.unit], dtstart=self.start, interval=self.every, until=end, cache=False, **more))


def parse(text: str) -> Rule:
    """The rule that was kept as text; Refused for what is none."""
    try:
        head, *parts = text.split(";")
        zone, start = head.removeprefix("TZID=").split(":")
        given = dict(part.split("=") for part in parts)
        days = tuple(sorted(DAYS.index(day) for day in given["BYDAY"].split(","))) if "BYDAY" in given else ()
        until = datetime.strptime(given["UNTIL"], "%Y%m%d").date() if "UNTIL" in given else None  # noqa: DTZ007
        rule = Rule(
            datetime.strptime(start, "%Y%m%dT%H%M%S"),  # noqa: DTZ007
            ZoneInfo(zone).key, given["FREQ"].lower(), int(given.get("INTERVAL", 1)), days, until, int(given.get("COUNT", 0)) or None,
        )  # fmt: skip
    except (ValueError, KeyError, OSError):
        raise Refused(Words("This is not a rule of recurrence.")) from None
    if rule.unit not in FREQUENCIES or not 1 <= rule.every <= FURTHEST or not 0 <= (rule.count or 0) <= MOST:
        raise Refused(Words("This is not a rule of recurrence."))
    return rule


def known_rule(text: str) -> str:
    return str(parse(text))


def due_next(rule: Rule, due: datetime, now: datetime, is_workday: Workday) -> datetime | None:
    """When the next one is due once one is done: what was missed meanwhile is not made up for."""
    return rule.next(max(due, now), is_workday)


@dataclass(frozen=True)
class Series:
    """A recurring task, whether it is done, and the one that was made after it."""

    id: int
    done_at: datetime | None
    next_id: int | None
    next_version: int | None
