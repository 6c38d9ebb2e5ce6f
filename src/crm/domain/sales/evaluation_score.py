"""How an evaluation is scored: each aspect comes to 0 to 100 points by a stated formula, the score is their weighted mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from crm.language import N_

MOST = Decimal(100)


@dataclass(frozen=True, slots=True)
class Aspect:
    """One aspect. `way`: share = 100·got/of, inverse = 100·of/got, rest = 100 − 100·got/of; never below 0 nor above 100."""

    name: str
    label: str
    way: str
    said: str  # the numbers in a sentence

    @property
    def weight(self) -> str:
        """The scheme's field."""
        return f"w_{self.name}"


ASPECTS = (
    Aspect("attainment", N_("Attainment"), "share", N_("{got} reached of {of}")),
    Aspect("activity", N_("Activity"), "share", N_("{got} calls, visits, meetings and mails of {of} expected")),
    Aspect("win", N_("Win rate"), "share", N_("{got} % won of the deals decided; the goal is {of} %")),
    Aspect("cycle", N_("Sales cycle"), "inverse", N_("{got} days from opening to winning; the goal is {of} days")),
    Aspect("overdue", N_("Payment on time"), "rest", N_("{got} still open of {of} that fell due")),
    Aspect("kept", N_("Customers kept"), "share", N_("{got} of {of} customers of the year before signed again")),
)


@dataclass(frozen=True, slots=True)
class Line:
    """An aspect of one person: what was got, of what, and how many points that is; None where there is nothing to measure."""

    aspect: Aspect
    weight: int
    got: Decimal | None
    of: Decimal | None
    points: Decimal | None

    def kept(self) -> dict[str, Any]:
        """As it is put down."""
        return {
            "name": self.aspect.name, "weight": self.weight,
            "got": None if self.got is None else f"{self.got:f}", "of": None if self.of is None else f"{self.of:f}",
            "points": None if self.points is None else f"{self.points:f}",
        }  # fmt: skip


def points(way: str, got: Decimal | None, of: Decimal | None) -> Decimal | None:
    """To one place. None without something to hold it against."""
    if got is None or of is None or of <= 0:
        return None
    found = (MOST if got <= 0 else 100 * of / got) if way == "inverse" else 100 * got / of
    if way == "rest":
        found = MOST - found
    return _tenth(min(max(found, Decimal(0)), MOST))


def lines(weights: Mapping[str, int], facts: Mapping[str, tuple[Decimal | None, Decimal | None]]) -> list[Line]:
    """`facts`: aspect -> (got, of). Aspects without a weight are left out."""
    found = []
    for aspect in ASPECTS:
        if weight := weights[aspect.weight]:
            got, of = facts.get(aspect.name, (None, None))
            found.append(Line(aspect, weight, got, of, points(aspect.way, got, of)))
    return found


def read(detail: Sequence[Mapping[str, Any]]) -> list[Line]:
    """From what was put down."""
    known = {aspect.name: aspect for aspect in ASPECTS}

    def number(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    return [Line(known[one["name"]], one["weight"], number(one["got"]), number(one["of"]), number(one["points"])) for one in detail]


def score(found: Sequence[Line]) -> Decimal | None:
    """The mean of the points by their weights, of what could be measured; None where nothing could."""
    measured = [(one.weight, one.points) for one in found if one.points is not None]
    whole = sum(weight for weight, _ in measured)
    return _tenth(sum((weight * points for weight, points in measured), Decimal(0)) / whole) if whole else None


def mean(scores: Sequence[Decimal]) -> Decimal:
    return _tenth(sum(scores, Decimal(0)) / len(scores))


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
