"""The commission of a month by one plan: whose lines they are, and what was not paid and why."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from crm.domain.kit.money import Money
from crm.domain.sales.commission import NONE, Credit, Earned, Terms, corrected, split, statement
from crm.domain.sales.commission_source import Source

Due = tuple[int, str, Money | None, Earned]  # person, month in which it counts, his target then, the line


@dataclass(frozen=True)
class Counted:
    """What a source brought to a person in earlier runs."""

    source_module: str
    source_id: int
    source_name: str | None
    origin: str
    user_id: int
    share: int
    base: Money
    pieces: int
    booked_on: date


@dataclass(frozen=True)
class Reached:
    """What was counted for a person in a month of earlier runs."""

    user_id: int
    origin: str
    base: Money
    pieces: int
    target: Money | None


@dataclass
class Worked:
    """A plan worked out for a month. `problems`: (word, name, module, id)."""

    plan: Any
    lines: list[Due] = field(default_factory=list)
    problems: list[tuple[str, str, str, int]] = field(default_factory=list)

    @property
    def by_person(self) -> dict[int, Money]:
        found: dict[int, Money] = defaultdict(lambda: NONE)
        for user_id, _, _, line in self.lines:
            found[user_id] += line.amount
        return dict(found)


def month_lines(
    terms: Terms, by_target: bool, month: str, credits: Mapping[int, Sequence[Credit]], targets: Mapping[int, Money]
) -> list[Due]:
    """The lines of everybody in a month; tiers by target are each person's own."""
    found: list[Due] = []
    for user_id, own in credits.items():
        target = targets.get(user_id) if by_target else None
        held = terms.aimed(target) if by_target else terms
        found += [(user_id, month, target, line) for line in statement(held, own)]
    return found


def differences(counted: Iterable[Counted], now: Mapping[int, Source], own: str, only_gone: bool) -> dict[tuple[int, str], list[Credit]]:
    """(person, month) -> what is to be taken back or added, of sources that were counted, by the shares by which they were.
    `now`: what they are today, if anything; `only_gone`: another amount changes nothing."""
    by_source: dict[int, list[Counted]] = defaultdict(list)
    for one in counted:
        by_source[one.source_id].append(one)
    found: dict[tuple[int, str], list[Credit]] = defaultdict(list)
    for id, some in by_source.items():
        source, shares = now.get(id), {one.user_id: one.share for one in some}
        if source and shares.items() <= (whole := dict(source.shares)).items():
            shares = whole  # with those whom the plan does not pay, as it was split: the same coins go to the same people
        parts = split(source.base, shares, own) if source else {}
        for one in some:
            shown = source or Source(one.source_module, id, one.source_name or "", one.booked_on, NONE, own, NONE)
            base = (parts[one.user_id] if source else NONE) - one.base
            pieces = (one.share if source else 0) - one.pieces
            if (base or pieces) and not (only_gone and source and one.pieces):
                found[one.user_id, one.origin].append(Credit(shown, one.user_id, one.share, base, pieces))
    return found


def corrections(
    terms: Mapping[str, tuple[Terms, bool]], changes: Mapping[tuple[int, str], Sequence[Credit]], reached: Iterable[Reached],
    targets: Mapping[tuple[int, str], Money],
) -> list[Due]:  # fmt: skip
    """The lines that bring earlier months to what they would have been. `terms`: month -> how it was paid, and whether by target;
    `targets`: of people who had no line in that month."""
    known = {(one.user_id, one.origin): one for one in reached}
    found: list[Due] = []
    for (user_id, origin), some in changes.items():
        if origin not in terms:
            continue
        was, (held, by_target) = known.get((user_id, origin)), terms[origin]
        target = (was.target if was else targets.get((user_id, origin))) if by_target else None
        held = held.aimed(target) if by_target else held
        ordered = sorted(some, key=lambda one: (one.source.booked_on, one.source.id))
        lines = corrected(held, was.base if was else NONE, was.pieces if was else 0, ordered)
        found += [(user_id, origin, target, line) for line in lines]
    return found
