"""Words in the reader's language, and dates, numbers and money as the reader writes them.

Message ids are the English sentences. The catalogues stand in locale/<locale>/<area>.po and are read
as they are: there is no compiling step to forget.
"""

import io
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, dates, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import escape

from crm import current

LOCALES = {"zh": "zh_CN", "en": "en"}
NAMES = {"zh": "简体中文", "en": "English"}
FOLDER = Path(__file__).parent / "locale"
QUARTER = 900  # seconds


def N_(text: str) -> str:
    """Mark a sentence for the catalogue; it is translated where it is shown."""
    return text


class Words(str):
    """A sentence that is put into the reader's language only when it is shown.

    As a str it is the English text, so that logs and tests read it as it stands.
    """

    text: str
    values: dict

    def __new__(cls, text: str, **values):
        if isinstance(text, Named) and not values:
            return text
        self = super().__new__(cls, text.format(**values) if values else text)
        self.text, self.values = text, values
        return self

    def said(self) -> str:
        values = {name: say(value) if isinstance(value, Words) else value for name, value in self.values.items()}
        return say(self.text, **values)

    def __html__(self) -> str:
        """A template that shows it as it stands shows it in the reader's language, too."""
        return escape(self.said())

    def __reduce__(self):
        return _words, (self.text, self.values)


def _words(text: str, values: dict) -> Words:
    return Words(text, **values)


class Named(Words):
    """What an administrator called something, in each language; where one is missing the other stands for it."""

    def __new__(cls, zh: str, en: str | None = None):
        self = str.__new__(cls, en or zh)
        self.text, self.values = str(self), {"zh": zh or en, "en": en or zh}
        return self

    def said(self) -> str:
        return self.values[current.language()]

    def __reduce__(self):
        return Named, (self.values["zh"], self.values["en"])


def say(text: str, **values) -> str:
    """The sentence in the reader's language, its {names} filled in."""
    if isinstance(text, Words):
        return text.said()
    said = _texts(current.language()).get(text) or text
    return said.format(**values) if values else said


def noun(label: str) -> str:
    """A label within a sentence: English begins it with a small letter there, unless it is an abbreviation."""
    said = say(label)
    return said if current.language() != "en" or said[1:2].isupper() else said[:1].lower() + said[1:]


def say_many(one: str, many: str, n: int, **values) -> str:
    """The sentence for n things; {n} is written with the reader's grouping."""
    said = catalogue(current.language()).ngettext(one, many, n)
    return said.format(n=number(n), **values)


@cache
def _texts(language: str) -> dict[str, str]:
    """Sentence -> translation; gettext's own look-up costs ten times as much, and a page has a hundred."""
    return {key: said for key, said in getattr(catalogue(language), "_catalog", {}).items() if isinstance(key, str) and key}


@cache
def catalogue(language: str) -> NullTranslations:
    """Everything of locale/<language>/*.po. A language without a folder speaks English."""
    merged: NullTranslations | None = None
    for path in sorted((FOLDER / LOCALES.get(language, language)).glob("*.po")):
        compiled = io.BytesIO()
        with path.open("rb") as file:
            write_mo(compiled, read_po(file, locale=LOCALES[language], abort_invalid=True))
        compiled.seek(0)
        part = GNUTranslations(compiled)
        if merged is None:
            merged = part
        else:
            merged._catalog.update(part._catalog)  # type: ignore[attr-defined]
    return merged or NullTranslations()


def _locale() -> Locale:
    return _parsed(LOCALES[current.language()])


@lru_cache(maxsize=8192)
def _day(value: date, language: str) -> str:
    return value.isoformat() if language == "zh" else dates.format_date(value, "d MMM y", _parsed(LOCALES[language]))


def day(value: date) -> str:
    """2026-11-21 in Chinese, 21 Nov 2026 in English."""
    return _day(value, current.language())


def local(value: datetime) -> datetime:
    """The moment on the reader's own clock."""
    return value.astimezone(_zone(current.timezone()))


def local_day(value: datetime) -> date:
    """The day of the moment on the reader's own calendar. All clocks of the world differ by quarters of an hour."""
    return _local_day(int(value.timestamp()) // QUARTER, current.timezone())


@lru_cache(maxsize=16384)
def _local_day(quarter: int, zone: str) -> date:
    return datetime.fromtimestamp(quarter * QUARTER, _zone(zone)).date()


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def moment(value: datetime) -> str:
    """Day and minute on the reader's own clock."""
    here = local(value)
    return f"{_day(here.date(), current.language())} {here:%H:%M}"


def ago(value: datetime) -> str:
    """How long ago (or how soon), in the largest unit that fits: 5 minutes ago, 3 天后."""
    return dates.format_timedelta(value - current.now(), add_direction=True, threshold=1, locale=_locale())


@cache
def _parsed(locale: str) -> Locale:
    """Babel walks through all of its locales each time it is given a name."""
    return Locale.parse(locale)


def weekday(value: date) -> str:
    return dates.format_date(value, "EEE", _locale())


def number(value: int | Decimal) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return numbers.format_decimal(value, locale=_locale(), decimal_quantization=False)


def money(amount: Decimal, currency: str) -> str:
    """An amount of units as ¥1,234.50 or US$1,234.50; one that is finer than the currency's coins shows all of its places."""
    return _money(amount, currency, current.language())


@lru_cache(maxsize=8192)
def _money(amount: Decimal, currency: str, language: str) -> str:
    fine = amount != round(amount, numbers.get_currency_precision(currency))
    locale = _parsed(LOCALES[language])
    return numbers.format_currency(amount, currency, locale=locale, decimal_quantization=not fine, currency_digits=not fine)


def compact(value: float | Decimal) -> str:
    """A large number in few signs, as scales of charts need it: 123.5万, 1.2M."""
    return numbers.format_compact_decimal(value, locale=_locale(), fraction_digits=1)


def size(n: int) -> str:
    """A number of bytes as 12 kB or 3.4 MB."""
    for unit in ("B", "kB", "MB", "GB"):
        if n < 1000 or unit == "GB":
            return f"{n:.0f} {unit}" if unit == "B" or n >= 100 else f"{n:.1f} {unit}"
        n /= 1000  # type: ignore[assignment]
    raise AssertionError
