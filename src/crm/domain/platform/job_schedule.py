"""When a scheduled job runs next: every so often, or at the times of a crontab line."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

RANGES = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 6))


@dataclass(frozen=True)
class Every:
    """At the multiples of a period, counted from the epoch, so that all workers mean the same moments."""

    period: timedelta

    def after(self, moment: datetime, zone: ZoneInfo) -> datetime:
        seconds = self.period.total_seconds()
        return datetime.fromtimestamp((moment.timestamp() // seconds + 1) * seconds, UTC)


class Crontab:
    """Minute, hour, day, month, weekday (0 and 7 are Sunday): `*`, `5`, `1-5`, `*/15`, and lists of these.

    As in cron, day and weekday are alternatives when both are given.
    """

    def __init__(self, line: str):
        parts = line.split()
        if len(parts) != len(RANGES):
            raise ValueError(f"A crontab line has five parts: {line!r}")
        self.minutes, self.hours, self.days, self.months, self.weekdays = (
            _numbers(part, low, high) for part, (low, high) in zip(parts, RANGES, strict=True)
        )
        self.either = "*" not in (parts[2][0], parts[4][0])

    def after(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """The first minute behind the moment that the line names, on the zone's clock."""
        start = moment.astimezone(zone)
        for offset in range(366 * 8):
            day = start.date() + timedelta(days=offset)
            if not self._on(day.month, day.day, day.isoweekday() % 7):
                continue
            for minute in (hour * 60 + minute for hour in self.hours for minute in self.minutes):
                found = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=zone).astimezone(UTC)
                if found > moment:
                    return found
        raise ValueError("This crontab line names no day.")

    def _on(self, month: int, day: int, weekday: int) -> bool:
        if month not in self.months:
            return False
        on_day, on_weekday = day in self.days, weekday in self.weekdays
        return on_day or on_weekday if self.either else on_day and on_weekday


Schedule = Every | Crontab


def _numbers(part: str, low: int, high: int) -> list[int]:
    found: set[int] = set()
    for piece in part.split(","):
        span, _, step = piece.partition("/")
        first, _, last = span.partition("-")
        begin, end = (low, high) if span == "*" else (int(first), int(last or (high if step else first)))
        top = 7 if high == 6 else high
        if not low <= begin <= end <= top or (step and int(step) < 1):
            raise ValueError(f"{piece!r} is not between {low} and {high}")
        found.update(number % 7 if high == 6 else number for number in range(begin, end + 1, int(step or 1)))
    return sorted(found)
