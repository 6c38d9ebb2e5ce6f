"""What somebody earns by what he sold in a month: rates by tiers, shares of a team, cap and floor, and corrections afterwards.

Terms. Marginal tiers (超额累进) pay each part of the amount at the rate of its own tier, as the Chinese individual income tax is
reckoned (个人所得税法, art. 3); whole tiers (全额累进) pay all of it at the rate of the tier that it reached. Shares are handed out in
coins by the largest remainder (Hamilton's method), so they add up to what was shared.

Rounding. The commission of a person in a month is one exact function of his amount, rounded once to the currency's coin, halves
away from zero (四舍五入), then held between floor and cap. A line is the difference that its amount makes to the rounded running
total, so the lines of a statement add up to it to the cent. What is taken back or added later is that same function of the
amount as it is now, less the function of the amount as it was counted: the sum of all lines is always what it would have been.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from crm.domain.kit.money import Money, precision

NONE = Money(0)
WHOLE = 100  # shares are hundredths, and so are pieces


@dataclass(frozen=True)
class Tier:
    """From this amount on, so many percent."""

    start: Money
    rate: Decimal


@dataclass(frozen=True)
class Terms:
    """How a plan pays. The first tier begins at nothing; `piece` is paid for each deal, contract, receipt or customer."""

    tiers: tuple[Tier, ...]
    whole: bool = False  # all of the amount at the rate that it reached
    piece: Money = NONE
    cap: Money | None = None
    floor: Money | None = None
    currency: str = "CNY"

    def rate_at(self, base: Decimal) -> Decimal:
        """Of the tier in which the amount lies; below nothing that is the first."""
        return next((tier.rate for tier in reversed(self.tiers) if base >= tier.start), self.tiers[0].rate)

    def parts(self, since: Decimal, until: Decimal) -> list[tuple[Money, Decimal]]:
        """(part, rate) of the way from one amount to a larger one, tier by tier."""
        ends = [*(tier.start for tier in self.tiers[1:]), None]
        found = []
        for at, (tier, end) in enumerate(zip(self.tiers, ends, strict=True)):
            low = since if at == 0 else max(since, tier.start)
            high = until if end is None else min(until, end)
            if high > low:
                found.append((Money(high - low), tier.rate))
        return found

    def earned(self, base: Money, pieces: int) -> Decimal:
        """Exact, and without floor and cap."""
        return sum([part * rate for part, rate in self.way(NONE, base, base)], self.piece * pieces) / Decimal(100)

    def way(self, since: Money, until: Money, reached: Decimal) -> list[tuple[Money, Decimal]]:
        """(part, rate) of the way from one amount to another, below zero on the way down; of whole tiers at the rate reached."""
        if self.whole:
            return [(until - since, self.rate_at(reached))]
        if until >= since:
            return self.parts(since, until)
        return [(-part, rate) for part, rate in self.parts(until, since)]

    def held(self, amount: Money) -> Money:
        """Not above the cap, not below the floor."""
        if self.floor is not None:
            amount = max(amount, self.floor)
        return amount if self.cap is None else min(amount, self.cap)

    def total(self, base: Money, pieces: int) -> Money:
        """The commission of one person in one month; whoever sold nothing earns nothing, not even the floor."""
        return self.held(Money(self.earned(base, pieces)).rounded(self.currency)) if pieces else NONE

    def aimed(self, target: Money | None) -> "Terms":
        """With tiers that begin at percents of a target. Without a target nobody comes above the first tier."""
        if not target or target <= 0:
            return replace(self, tiers=self.tiers[:1])
        return replace(self, tiers=tuple(Tier(Money(tier.start * target / 100), tier.rate) for tier in self.tiers))


class Credit(NamedTuple):
    """What one source brings to one person. `pieces` is his share of it in hundredths, below zero where it is taken back."""

    source: Any
    user_id: int
    share: int
    base: Money
    pieces: int


class Earned(NamedTuple):
    """A line of a statement. `before`: the person's amount before it. `kind`: base, cap, floor, or back and late of another month."""

    credit: Credit | None
    kind: str
    before: Money
    formula: str
    amount: Money


def statement(terms: Terms, credits: Sequence[Credit]) -> list[Earned]:
    """The lines of one person's month in a plan, in the order given; they add up to `terms.total` of all of it."""
    reached = Money(sum((one.base for one in credits), NONE))
    base, pieces, exact, paid, lines = NONE, 0, Decimal(0), NONE, []
    for one in credits:
        before, base, pieces = base, base + one.base, pieces + one.pieces
        parts = terms.way(before, base, reached)
        exact += sum([part * rate for part, rate in parts], terms.piece * one.pieces) / 100
        now = Money(exact).rounded(terms.currency)
        lines.append(Earned(one, "base", before, formula(terms.piece, parts, one.pieces), now - paid))
        paid = now
    if credits and (rest := terms.total(base, pieces) - paid):
        kind, limit = ("cap", terms.cap) if rest < 0 else ("floor", terms.floor)
        lines.append(Earned(None, kind, base, f"{said(limit or NONE)} − {said(paid)}", rest))
    return lines


def corrected(terms: Terms, base: Money, pieces: int, changes: Iterable[Credit]) -> list[Earned]:
    """The lines that bring a month which was worked out before to what it would have been: `base` and `pieces` were counted."""
    lines = []
    for one in changes:
        was, before = terms.total(base, pieces), base
        base, pieces = base + one.base, pieces + one.pieces
        now = terms.total(base, pieces)
        text = f"{said(now)} − {said(was)}"
        lines.append(Earned(one, "back" if one.base < 0 or one.pieces < 0 else "late", before, text, now - was))
    return lines


def formula(piece: Money, parts: Iterable[tuple[Money, Decimal]], pieces: int) -> str:
    """How the amount of a line comes about, in figures: the same in every language."""
    found = [f"{said(part)} × {plain(rate)}%" for part, rate in parts if part and rate]
    if piece:
        found.append(f"{said(piece)} × {plain(Decimal(pieces) / WHOLE)}")
    return " + ".join(found) or "0"


def said(amount: Decimal) -> str:
    return f"{amount:,.2f}".replace("-", "−")


def plain(number: Decimal) -> str:
    return f"{Decimal(number).normalize():f}"


def split(amount: Money, shares: Mapping[int, int], currency: str) -> dict[int, Money]:
    """An amount in parts of so many hundredths, in coins, by the largest remainder: they add up to it where the shares are the whole."""
    if set(shares.values()) == {WHOLE}:
        return dict.fromkeys(shares, amount)
    coin = Decimal(1).scaleb(-precision(currency))
    sign, coins = (-1 if amount < 0 else 1), abs(amount) / coin
    exact = {key: coins * share / WHOLE for key, share in shares.items()}
    given = {key: value.to_integral_value(ROUND_FLOOR) for key, value in exact.items()}
    left = round(sum(exact.values(), Decimal(0)) - sum(given.values(), Decimal(0)))
    for key in sorted(exact, key=lambda key: (given[key] - exact[key], key))[:left]:
        given[key] += 1
    return {key: Money(sign * value * coin) for key, value in given.items()}


def shares_of(owner_id: int | None, members: Iterable[tuple[int, int]]) -> dict[int, int]:
    """(person -> hundredths) of a deal: its members' shares, and what they leave is the owner's."""
    found: dict[int, int] = {}
    for user_id, share in members:
        found[user_id] = found.get(user_id, 0) + share
    left = WHOLE - sum(found.values())
    if owner_id and left > 0:
        found[owner_id] = found.get(owner_id, 0) + left
    return {user_id: share for user_id, share in found.items() if share}


def tiers_of(text: str | None) -> tuple[Tier, ...]:
    """Of “0: 3%”, a line each, as `known_tiers` leaves them; without any nothing is paid by rate."""
    pairs = [line.rstrip("%").split(": ") for line in (text or "").splitlines()]
    return tuple(Tier(Money(start), Decimal(rate)) for start, rate in pairs) or (Tier(NONE, Decimal(0)),)


def is_rising(tiers: Sequence[Tier]) -> bool:
    """Each tier begins above the one before it, the first at nothing."""
    return tiers[0].start == 0 and all(one.start < other.start for one, other in pairwise(tiers))
