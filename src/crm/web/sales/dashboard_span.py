"""The span of time of a dashboard: how it is chosen, typed and said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from crm import language
from crm.domain.sales.dashboard import SPANS, Days, read_span, typed
from crm.domain.sales.forecast import period_of
from crm.errors import Invalid
from crm.language import say

RELATIVE = {one.value: one.label for one in SPANS}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for: the span, and what was typed as its first and last day, where that cannot be read."""

    span: str
    first: str = ""
    last: str = ""
    wrong: Mapping[str, str] = field(default_factory=dict)


def wanted(args: Mapping[str, str], today: date) -> Wanted:
    """Days that were typed come first; where they cannot be read, the span beside them stays."""
    span, first, last = (args.get(name, "").strip() for name in ("span", "from", "to"))
    span = span if span in RELATIVE or read_span(span) else "quarter"
    if not first and not last:
        return Wanted(span)
    try:
        return Wanted(str(typed(first, last, today)))
    except Invalid as no:
        return Wanted(span, first, last, {name: say(words) for name, words in no.fields.items()})


def said(span: str, days: Days) -> str:
    """This year; 2017-Q3; 1 Mar 2017 – 31 May 2017."""
    if span in RELATIVE:
        return say(RELATIVE[span])
    return f"{language.day(days.start)} – {language.day(days.last)}" if "," in span else span


def choices(span: str, days: Days, known: Days | None) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """(name of the group, ((value, label), …)): what is relative to today, then each year with its quarters in which deals were closed."""
    groups = [("", tuple((name, say(label)) for name, label in RELATIVE.items()))]
    for year in range(known.last.year, known.start.year - 1, -1) if known else ():
        ends = (period_of("quarter", date(year, month, 1)) for month in (3, 6, 9, 12))
        names = str(year), *(str(one) for one in ends if known and one.until > known.start and one.start < known.until)
        groups.append((str(year), tuple((name, name) for name in names)))
    if span not in {value for _, group in groups for value, _ in group}:
        groups.insert(0, ("", ((span, said(span, days)),)))
    return tuple(groups)


def label(unit: str, part: Days) -> str:
    """2017-03-14, 2017-03-13 – 2017-03-19, 2017-03, 2017-Q1, 2017 or 2010 – 2014."""
    if unit in ("month", "quarter", "year"):
        return str(period_of(unit, part.start))
    if unit == "day":
        return str(part.start)
    return f"{part.start} – {part.last}" if unit == "week" else f"{part.start.year} – {part.last.year}"


def short(unit: str, part: Days) -> str:
    """The same, where there is little room: 03-14, 03-13, 17-03, 17-Q1, 2017, 10–14."""
    if unit in ("day", "week"):
        return f"{part.start:%m-%d}"
    if unit == "years":
        return f"{part.start:%y}–{part.last:%y}"
    return label(unit, part) if unit == "year" else label(unit, part)[2:]
