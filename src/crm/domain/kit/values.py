"""What people type, as values: numbers, money, percentages, yes and no; the doors to the other kinds."""

import re
from decimal import Decimal
from functools import cache

from babel.numbers import get_currency_precision, get_currency_symbol

from crm.domain.kit.company import company_key
from crm.domain.kit.dates import day, from_serial
from crm.domain.kit.handles import birthday_of, idnumber, link, mail, phone, sex_of, show_phone, taxid
from crm.domain.kit.moments import moment
from crm.domain.kit.text import Refused, clean, fold
from crm.language import Words

__all__ = [
    "Refused", "birthday_of", "clean", "company_key", "day", "fold", "from_serial", "idnumber", "integer", "link",
    "mail", "moment", "money", "number", "percent", "phone", "sex_of", "show_phone", "taxid", "yesno",
]  # fmt: skip

LARGEST = 2**63 - 1  # what both databases hold in an integer column

_NUMBER = re.compile(
    r"(?P<sign>[+-]?)\s*(?P<whole>\d{1,3}(?:[,' ]\d{3})+|\d+|(?=\.\d))(?P<part>\.\d*)?(?:e(?P<power>[+-]?\d{1,2}))?"
    r"\s*(?P<unit>万亿|百万|千万|[千万亿kwm])?",
    re.ASCII | re.IGNORECASE,
)
_ZEROS = {"": 0, "k": 3, "千": 3, "万": 4, "w": 4, "m": 6, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}


def number(text: str) -> Decimal:
    """1,234.5 and 1.2万, 3亿, 1.5k, also in full width."""
    said = fold(text)
    if len(said) > 40 or not (found := _NUMBER.fullmatch(said)):
        raise Refused(Words("This is not a number. Write it like 1234.5 or 1,234.5 or 1.2万."))
    whole = re.sub("[,' ]", "", found["whole"])
    digits = Decimal(f"{found['sign']}{whole}{found['part'] or ''}e{found['power'] or 0}")
    value = digits.scaleb(_ZEROS[(found["unit"] or "").lower()])
    if value and abs(value.adjusted()) > 30:
        raise Refused(Words("This number is too large or too small."))
    return Decimal(f"{value.normalize():f}")  # 12000, not 1.2E+4


def integer(text: str) -> int:
    value = number(text)
    if value != value.to_integral_value():
        raise Refused(Words("Please enter a whole number, without a fraction."))
    return _bounded(value)


def _bounded(value: Decimal) -> int:
    if abs(value) > LARGEST:
        raise Refused(Words("This number is too large or too small."))
    return int(value)


def money(text: str, currency: str, places: int = 0) -> Decimal:
    """The amount in units, exact: ¥1,234.50, 1234.5元, 1.2万, CNY 100. It may be finer than the currency's coins up to `places`."""
    said = fold(text)
    bare = _marks(currency).sub("", said, count=2).strip()
    if re.search(r"[^\W\d_]{2,}|[¥$€£₩₹元圆]", bare) and not _NUMBER.fullmatch(bare):
        raise Refused(Words("Write the amount in {currency} only, such as 1,234.50.", currency=currency))
    found, digits = number(bare), max(get_currency_precision(currency), places)
    _bounded(found.scaleb(digits))  # before it is rounded: a number of too many digits cannot be
    if found != round(found, digits):
        raise Refused(Words("An amount in {currency} has at most {digits} decimal places.", currency=currency, digits=digits))
    return found


@cache
def _marks(currency: str) -> re.Pattern[str]:
    marks = {currency, get_currency_symbol(currency, "en"), get_currency_symbol(currency, "zh_CN")}
    if currency == "CNY":
        marks |= {"人民币", "RMB", "元整", "元", "圆", "¥"}
    elif currency.endswith("D"):
        marks.add("$")
    either = "|".join(re.escape(mark) for mark in sorted(marks, key=len, reverse=True))
    return re.compile(rf"^(?:{either})|(?:{either})$", re.IGNORECASE)


def percent(text: str) -> Decimal:
    """The number of hundredths: 12.5% and 12.5 are both 12.5."""
    return number(fold(text).removesuffix("%").rstrip())


_YES = frozenset("是 对 有 真 √ ✓ ✔ ☑ yes y true t 1 on".split())  # noqa: SIM905
_NO = frozenset("否 不 不是 错 无 没有 假 × ✗ ✘ ☒ ☐ no n false f 0 off".split())  # noqa: SIM905


def yesno(text: str) -> bool:
    said = fold(text).lower()
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise Refused(Words("Write 是 or 否, yes or no, 1 or 0."))
