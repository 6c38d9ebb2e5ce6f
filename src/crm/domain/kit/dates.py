"""Days as people type them, in Chinese and English; today is passed in."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta

from crm.domain.kit.text import Refused, fold
from crm.language import Words

Found = re.Match[str]

_YMD = re.compile(r"([0-9]{4}) ?[-/.年] ?([0-9]{1,2}) ?[-/.月] ?([0-9]{1,2}) ?[日号]?")
_COMPACT = re.compile(r"([12][0-9]{3})([0-9]{2})([0-9]{2})")
_NUMBERS = re.compile(r"([0-9]{1,4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,4})")
_TAIL = re.compile(r"(?:t| )\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?z?$")
_SERIAL = re.compile(r"[0-9]{1,7}(?:\.[0-9]+)?")
_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
_MONTHS = "|".join(f"{name}[a-z]*" for name in _NAMES)
_WEEKDAYS = {name: n for n, names in enumerate(("一mon", "二tue", "三wed", "四thu", "五fri", "六sat", "日sun"))
             for name in (names[0], names[1:])} | {"天": 6}  # fmt: skip
_WORDS = {
    "大前天": -3, "前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2,
    "后日": 2, "大后天": 3, "today": 0, "tomorrow": 1, "yesterday": -1, "day after tomorrow": 2,
}  # fmt: skip
_WHICH = {"上上": -2, "上": -1, "last": -1, "": 0, "这": 0, "本": 0, "this": 0, "下": 1, "next": 1, "下下": 2}
_YEAR_WORDS = {"前年": -2, "去年": -1, "今年": 0, "明年": 1, "后年": 2}


def day(text: str, today: date, *, order: str | None = None, serial: bool = False) -> date:
    """The day meant. 11/21/2026 and 03/04/05 need `order` (ymd, dmy, mdy) unless only one reading is possible.

    A weekday alone is the coming one, today included; 下周五 and next friday are in the week after this one.
    A day without a year is in this year. `serial` accepts a spreadsheet's day number (46347).
    """
    said = fold(text).lower()
    for word, years in _YEAR_WORDS.items():
        if said.startswith(word):
            said = f"{today.year + years}年{said[len(word) :].strip()}"
    if iso := _YMD.fullmatch(said) or _COMPACT.fullmatch(said):
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    if serial and _SERIAL.fullmatch(said):
        return _safely(lambda: from_serial(float(said)).date())
    said = _TAIL.sub("", said)
    if said in _WORDS:
        return _safely(lambda: today + timedelta(days=_WORDS[said]))
    if numbers := _NUMBERS.fullmatch(said):
        return _ordered([numbers[1], numbers[2], numbers[3]], order)
    for pattern, read in _FORMS:
        if found := pattern.fullmatch(said):
            return _safely(lambda read=read, found=found: read(found, today))  # type: ignore[misc]
    raise Refused(_not_a_day())


def _not_a_day() -> Words:
    return Words("This is not a date. Write it like 2026-11-21, 11月21日, 明天, 下周一, +3d or 21 Nov 2026.")


def _safely(read: Callable[[], date]) -> date:
    try:
        return read()
    except (ValueError, OverflowError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(Words("There is no such day in the calendar.")) from None


def _date(year: int, month: int, day_: int) -> date:
    if year < 1000:
        raise Refused(Words("Please write the year with four digits."))
    return _safely(lambda: date(year, month, day_))


def _ordered(parts: list[str], order: str | None) -> date:
    """Three numbers, of which only the order tells day, month and year."""
    if len(parts[0]) > 2:
        order = "ymd"
    elif order is None or len(parts[2]) > 2:
        first, second = int(parts[0]), int(parts[1])
        known = order if order in ("dmy", "mdy") else None
        if len(parts[2]) < 4:
            raise Refused(Words("Please write the year with four digits."))
        order = "dmy" if first > 12 else "mdy" if second > 12 or first == second else known
        if order is None:
            raise Refused(Words("Day and month cannot be told apart. Write it like 2026-11-21."))
    by_name = dict(zip(order, parts, strict=True))
    year = int(by_name["y"])
    if len(by_name["y"]) <= 2:
        year += 1900 if year > 68 else 2000  # as POSIX and Excel read two digits
    return _date(year, int(by_name["m"]), int(by_name["d"]))


def add_months(start: date, months: int) -> date:
    """The same day so many months on, or the last one of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def from_serial(number: float, *, since_1904: bool = False) -> datetime:
    """A spreadsheet's day number as a naive datetime; Excel believes that 1900 was a leap year."""
    if since_1904:
        return datetime(1904, 1, 1) + timedelta(days=number)
    return datetime(1899, 12, 30 if number >= 60 else 31) + timedelta(days=number)


def _shifted(found: Found, today: date) -> date:
    sign, unit, side = found["sign"], found["unit"], found["side"]
    if bool(sign) == bool(side):
        raise Refused(_not_a_day())
    n = int(found["n"]) * (-1 if sign == "-" or side in ("前", "ago") else 1)
    if unit[0] in "d天日":
        return today + timedelta(days=n)
    if unit[0] in "w周" or unit.endswith(("星期", "礼拜")):
        return today + timedelta(weeks=n)
    return add_months(today, n * (12 if unit[0] in "y年" else 1))


def _weekday(found: Found, today: date) -> date:
    which, name = (found[1] or "").strip(), found[2]
    wanted = _WEEKDAYS[name[:3] if name.isascii() else name]
    if not which:
        return today + timedelta(days=(wanted - today.weekday()) % 7)
    return today + timedelta(days=wanted - today.weekday(), weeks=_WHICH[which])


def _month_edge(found: Found, today: date) -> date:
    first = add_months(today.replace(day=1), _WHICH[found[1] or ""])
    return first if found[2] == "初" else add_months(first, 1) - timedelta(days=1)


def _month_day(found: Found, today: date) -> date:
    return add_months(today.replace(day=1), _WHICH[found[1] or ""]).replace(day=int(found[2]))


def _year_edge(found: Found, today: date) -> date:
    year = int(found[1] or today.year)
    return date(year, 1, 1) if found[2] == "初" else date(year, 12, 31)


def _quarter_end(found: Found, today: date) -> date:
    first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    return add_months(first, 3 * (1 + _WHICH[found[1] or ""])) - timedelta(days=1)


def _named(found: Found, today: date) -> date:
    return date(int(found["y"] or today.year), _NAMES.index(found["m"][:3]) + 1, int(found["d"]))


_WHICH_RE = "(?:(上上|上|这|本|下下|下)个?"
_UNIT = "(?P<unit>d|w|m|y|days?|weeks?|months?|years?|天|日|周|个?(?:星期|礼拜)|个?月|年)"
_FORMS: list[tuple[re.Pattern[str], Callable[[Found, date], date]]] = [
    (re.compile(f"(?P<sign>[+-]?) ?(?P<n>[0-9]{{1,5}}) ?{_UNIT}(?: ?[之以]?(?P<side>后|後|前|ago|later))?"), _shifted),
    (re.compile(f"{_WHICH_RE})?(?:周|星期|礼拜)([一二三四五六日天])"), _weekday),
    (re.compile("(last |this |next )?(mon|tue|tues|wed|wednes|thu|thurs?|fri|sat|satur|sun)(?:day)?"), _weekday),
    (re.compile(f"{_WHICH_RE})?月(底|末|初)"), _month_edge),
    (re.compile(f"{_WHICH_RE}月)?([0-9]{{1,2}})[日号]"), _month_day),
    (re.compile("(?:([0-9]{4})年)?年?(底|末|初)"), _year_edge),
    (re.compile("(上|本|下)?个?季度?[底末]"), _quarter_end),
    (re.compile("([0-9]{1,2})月([0-9]{1,2})[日号]?"), lambda f, today: date(today.year, int(f[1]), int(f[2]))),
    (re.compile(f"(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?[ -]?(?P<m>{_MONTHS})\\.?(?:,?[ -]*(?P<y>[0-9]{{4}}))?"), _named),
    (re.compile(f"(?P<m>{_MONTHS})\\.?[ -]?(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:,?[ -]+(?P<y>[0-9]{{4}}))?"), _named),
]  # fmt: skip
