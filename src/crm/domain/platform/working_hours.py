"""The hours of a day in which people work: what time-outs count."""

import re
from datetime import time
from itertools import pairwise

from crm.domain.kit.text import Refused
from crm.language import Words

Shifts = tuple[tuple[time, time], ...]
USUAL = "09:00-12:00, 13:00-18:00"
MOST = 4
SPAN = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)\s*[-–—~～至]\s*([01]?\d|2[0-3])[:：]([0-5]\d)", re.ASCII)


def shifts_of(text: str) -> Shifts:
    """The spans of a setting such as “09:00-12:00, 13:00-18:00”. Raises ValueError for what is none, or where one runs into the next."""
    found = [SPAN.fullmatch(part.strip()) for part in re.split(r"[,，、;；]", text) if part.strip()]
    spans = [tuple(map(int, one.groups())) for one in found if one]
    shifts = tuple((time(a, b), time(c, d)) for a, b, c, d in spans)
    edges = [edge for shift in shifts for edge in shift]
    if not all(found) or not 0 < len(shifts) <= MOST or any(one >= next for one, next in pairwise(edges)):
        raise ValueError(text)
    return shifts


def known_hours(text: str) -> str:
    """The text, if it says working hours."""
    try:
        shifts_of(text)
    except ValueError:
        raise Refused(Words("Spans of hours with commas between them, such as {usual}; at most {most}.", usual=USUAL, most=MOST)) from None
    return text
