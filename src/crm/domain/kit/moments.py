"""Moments as people type them, on their own clock; now and the time zone are passed in."""

import re
from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from crm.domain.kit.dates import Found, day
from crm.domain.kit.text import Refused, fold
from crm.language import Words

_TIME = re.compile(
    "(?P<part>凌晨|清晨|早上|早晨|早|上午|中午|下午|午后|傍晚|晚上|夜里|晚)? ?"
    "(?P<hour>[0-9]{1,2}|十[一二]?|[一二两三四五六七八九])"
    "(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\\.[0-9]+)?)?|[点时](?P<words>半|一刻|三刻|整|[0-9]{1,2}分?)?)?"
    " ?(?P<half>am|pm|a\\.m\\.|p\\.m\\.)?$"
)
_IN = re.compile(
    "(?P<sign>[+-]?) ?(?P<n>[0-9]{1,5}|半) ?个?(?P<unit>h|hours?|小时|钟头|min|minutes?|分钟)(?: ?之?(?P<side>后|後|前|ago|later))?"
)
_HOURS = {name: n for n, name in enumerate("零 一 二 三 四 五 六 七 八 九 十 十一 十二".split())} | {"两": 2}  # noqa: SIM905
_WORD_MINUTES = {"半": 30, "一刻": 15, "三刻": 45, "整": 0}


def moment(
    text: str,
    now: datetime,
    tz: str | tzinfo,
    *,
    order: str | None = None,
    at: time = time(0),  # noqa: B008
) -> datetime:
    """The moment meant, in UTC; the text is on the clock of `tz` unless it says its own offset.

    A time alone is today's; a day alone is at `at`. +2h and 30分钟后 count from now.
    """
    zone = ZoneInfo(tz) if isinstance(tz, str) else tz
    said = fold(text)
    try:
        if len(said) > 10 and said[:4].isdigit():
            iso = datetime.fromisoformat(said)
            return (iso if iso.tzinfo else iso.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        pass  # not ISO 8601: read as people write
    said = said.lower()
    if said in ("now", "现在", "此刻"):
        return now.astimezone(UTC)
    if found := _IN.fullmatch(said):
        return _from_now(found, now)
    here = now.astimezone(zone)
    clock = _TIME.search(said)
    rest = said[: clock.start()].strip() if clock else said
    if clock and _is_time(clock):
        on = day(rest, here.date(), order=order) if rest else here.date()
        at = _clock(clock)
    else:
        on = day(said, here.date(), order=order)
    try:
        return datetime.combine(on, at, zone).astimezone(UTC)
    except OverflowError:
        raise Refused(Words("There is no such day in the calendar.")) from None


def clock(text: str) -> str:
    """A time of day, as 14:30: from 14:30, 9点半, 下午3点, 3 pm."""
    said = fold(text).lower()
    found = _TIME.search(said)
    if not found or said[: found.start()].strip() or not _is_time(found):
        raise Refused(_not_a_clock())
    return f"{_clock(found):%H:%M}"


def _from_now(found: Found, now: datetime) -> datetime:
    if bool(found["sign"]) == bool(found["side"]):
        raise Refused(_not_a_moment())
    n = 0.5 if found["n"] == "半" else int(found["n"])
    unit = timedelta(minutes=1) if found["unit"][0] in "m分" else timedelta(hours=1)
    return now.astimezone(UTC) + unit * (-n if found["sign"] == "-" or found["side"] in ("前", "ago") else n)


def _is_time(found: Found) -> bool:
    """A bare number at the end is a day or a year, not an hour."""
    return bool(found["part"] or found["minute"] or found["half"] or found.string.endswith(("点", "时")) or found["words"])


def _clock(found: Found) -> time:
    hour = _HOURS[found["hour"]] if found["hour"] in _HOURS else int(found["hour"])
    words = found["words"] or ""
    minute = _WORD_MINUTES.get(words) if words in _WORD_MINUTES else int(words.rstrip("分") or found["minute"] or 0)
    half = (found["half"] or "")[:1] or {"下午": "p", "午后": "p", "傍晚": "p", "晚上": "p", "晚": "p"}.get(found["part"] or "", "")
    if hour == 12 and found["part"] in ("晚上", "晚", "夜里"):  # which midnight, this day's or the next one's?
        raise Refused(_not_a_moment())
    if half == "p" and hour < 12 or found["part"] == "中午" and hour < 11:
        hour += 12
    elif half == "a" and hour == 12 or found["part"] == "凌晨" and hour == 12:
        hour = 0
    try:
        return time(hour, minute or 0, int(found["second"] or 0))
    except ValueError:
        raise Refused(_not_a_moment()) from None


def _not_a_moment() -> Words:
    return Words("This is not a time. Write it like 14:30, 下午3点, 明天 10:00, 2026-11-21 14:30 or +2h.")


def _not_a_clock() -> Words:
    return Words("This is not a time of day. Write it like 14:30 or 下午3点.")
