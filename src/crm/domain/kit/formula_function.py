"""The functions and operators of formulas, each with the types that it takes and gives."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any

ANY = ("number", "text", "date", "yesno")
Types = Sequence[str]


@dataclass(frozen=True)
class Function:
    """One function. `takes`: the types of each place, the last for all that follow; a number means: as that place's."""

    run: Callable[..., Any]
    takes: tuple[tuple[str, ...] | int, ...]
    result: str | int  # a type, or the place whose type it has
    least: int
    most: int
    lazy: bool = False  # is handed functions that work its parts out
    text: str = ""  # how it is written, for the help

    def wants(self, at: int, given: Types) -> tuple[str, ...]:
        found = self.takes[min(at, len(self.takes) - 1)]
        return (given[found],) if isinstance(found, int) else found

    def gives(self, given: Types) -> str:
        return given[self.result] if isinstance(self.result, int) else self.result


def _if(condition: Any, yes: Any, no: Any) -> Any:
    return yes() if condition() else no()


def _ifempty(value: Any, other: Any) -> Any:
    found = value()
    return other() if found is None or found == "" else found


def _and(one: Any, other: Any) -> Any:
    return bool(one()) and bool(other())


def _or(one: Any, other: Any) -> Any:
    return bool(one()) or bool(other())


def _round(number: Decimal, places: Decimal = Decimal(0)) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-_small(places)), ROUND_HALF_UP)


def _small(number: Decimal) -> int:
    if abs(number) > 10:
        raise ValueError(number)
    return int(number)


def _days(later: date, earlier: date) -> Decimal:
    return Decimal((later - earlier).days)


def _plus_days(day: date, days: Decimal) -> date:
    return day + timedelta(days=int(days))


def _text(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else str(value)


N, T, D, B = ("number",), ("text",), ("date",), ("yesno",)
FUNCTIONS = {
    "if": Function(_if, (B, ANY, 1), 1, 3, 3, True, "if(a > 1, b, c)"),
    "ifempty": Function(_ifempty, (ANY, 0), 0, 2, 2, True, "ifempty(a, 0)"),
    "empty": Function(lambda value: value() in (None, "", []), (ANY,), "yesno", 1, 1, True, "empty(a)"),
    "round": Function(_round, (N, N), "number", 1, 2, text="round(a, 2)"),
    "floor": Function(lambda n: n.to_integral_value(ROUND_FLOOR), (N,), "number", 1, 1, text="floor(a)"),
    "ceil": Function(lambda n: n.to_integral_value(ROUND_CEILING), (N,), "number", 1, 1, text="ceil(a)"),
    "abs": Function(abs, (N,), "number", 1, 1, text="abs(a)"),
    "min": Function(min, (("number", "date"), 0), 0, 2, 10, text="min(a, b)"),
    "max": Function(max, (("number", "date"), 0), 0, 2, 10, text="max(a, b)"),
    "text": Function(_text, (ANY,), "text", 1, 1, text="text(a)"),
    "length": Function(lambda text: Decimal(len(text)), (T,), "number", 1, 1, text="length(a)"),
    "upper": Function(str.upper, (T,), "text", 1, 1, text="upper(a)"),
    "lower": Function(str.lower, (T,), "text", 1, 1, text="lower(a)"),
    "left": Function(lambda text, n: text[: max(int(n), 0)], (T, N), "text", 2, 2, text="left(a, 4)"),
    "right": Function(lambda text, n: text[-int(n) :] if n >= 1 else "", (T, N), "text", 2, 2, text="right(a, 4)"),
    "contains": Function(lambda text, part: part.casefold() in text.casefold(), (T, T), "yesno", 2, 2, text='contains(a, "b")'),
    "days": Function(_days, (D, D), "number", 2, 2, text="days(later, earlier)"),
    "plus_days": Function(_plus_days, (D, N), "date", 2, 2, text="plus_days(a, 30)"),
    "year": Function(lambda day: Decimal(day.year), (D,), "number", 1, 1, text="year(a)"),
    "month": Function(lambda day: Decimal(day.month), (D,), "number", 1, 1, text="month(a)"),
    "day": Function(lambda day: Decimal(day.day), (D,), "number", 1, 1, text="day(a)"),
}
ORDERED = ("number", "date", "text")
OPERATORS = {
    "or": Function(_or, (B, B), "yesno", 2, 2, True),
    "and": Function(_and, (B, B), "yesno", 2, 2, True),
    "not": Function(lambda a: not a, (B,), "yesno", 1, 1),
    "=": Function(lambda a, b: a == b, (ANY, 0), "yesno", 2, 2),
    "<>": Function(lambda a, b: a != b, (ANY, 0), "yesno", 2, 2),
    "<": Function(lambda a, b: a < b, (ORDERED, 0), "yesno", 2, 2),
    "<=": Function(lambda a, b: a <= b, (ORDERED, 0), "yesno", 2, 2),
    ">": Function(lambda a, b: a > b, (ORDERED, 0), "yesno", 2, 2),
    ">=": Function(lambda a, b: a >= b, (ORDERED, 0), "yesno", 2, 2),
    "+": Function(lambda a, b: a + b, (N, N), "number", 2, 2),
    "-": Function(lambda a, b: a - b, (N, N), "number", 2, 2),
    "*": Function(lambda a, b: a * b, (N, N), "number", 2, 2),
    "/": Function(lambda a, b: a / b, (N, N), "number", 2, 2),
    "%": Function(lambda a, b: a % b, (N, N), "number", 2, 2),
    "&": Function(lambda a, b: _text(a) + _text(b), (ANY, ANY), "text", 2, 2),
    "minus": Function(lambda a: -a, (N,), "number", 1, 1),
}
