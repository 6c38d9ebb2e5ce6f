"""What commission is paid for: deals, contracts, receipts, margins, customers; whose they are, and what became of them since."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from crm.domain.kit.money import Money
from crm.domain.sales.commission import NONE, Credit, shares_of, split

PLACES = 8  # of an exchange rate


@dataclass(frozen=True)
class Row:
    """A source as the database gives it, once for each member of its deal's team who has a share."""

    module: str
    id: int
    name: str
    booked_on: date | None
    closed_at: datetime | None  # of a deal, which has a moment instead
    amount: Money | None
    currency: str | None
    amount_base: Money | None
    owner_id: int | None
    account_id: int | None
    opportunity_id: int | None
    contract_id: int | None
    member_id: int | None
    member_share: int | None
    chosen: Money | None  # of its lines: those of the plan's category
    lined: Money | None  # all of them


class Source(NamedTuple):
    """Something that is paid for: `amount` in its own currency, `base` in the company's at `rate`."""

    module: str
    id: int
    name: str
    booked_on: date
    amount: Money
    currency: str
    base: Money
    account_id: int | None = None
    opportunity_id: int | None = None
    contract_id: int | None = None
    shares: tuple[tuple[int, int], ...] = ()

    @property
    def rate(self) -> Decimal:
        """What one unit of its currency was counted as."""
        return (self.base / self.amount).quantize(Decimal(1).scaleb(-PLACES)) if self.amount else Decimal(1)


@dataclass(frozen=True)
class Cost:
    """A line of a contract with what one of its product costs."""

    contract_id: int
    category_id: int | None
    currency: str
    net: Money
    quantity: Decimal
    cost: Money | None
    cost_currency: str | None


@dataclass(frozen=True)
class Problem:
    """Why something is not paid, or less than one may think: a word for it, how often, and the first of them."""

    word: str
    count: int
    name: str
    module: str
    id: int


def gathered(
    rows: Iterable[Row], own: str, is_split: bool, by_category: bool, day_of: Callable[[datetime], date]
) -> tuple[list[Source], list[tuple[str, Row]]]:
    """The sources of rows that stand together, in their order, and those that cannot be counted, each with the word for why."""
    found: dict[tuple[str, int], tuple[Row, list[tuple[int, int]]]] = {}
    for row in rows:
        _, members = found.setdefault((row.module, row.id), (row, []))
        if is_split and row.member_id and row.member_share:
            members.append((row.member_id, row.member_share))
    sources, wrong = [], []
    for row, members in found.values():
        currency = row.currency or own
        day = row.booked_on or (day_of(row.closed_at) if row.closed_at else date.min)
        amount, base = row.amount or NONE, row.amount if currency == own else row.amount_base
        if base is None and amount:
            wrong.append(("rate", row))
            continue
        base = base or NONE
        if by_category:
            if not row.chosen or not row.lined:
                continue
            part = Decimal(row.chosen) / row.lined
            amount, base = Money(amount * part).rounded(currency), Money(base * part).rounded(own)
        shares = shares_of(row.owner_id, members)
        if not shares:
            wrong.append(("owner", row))
            continue
        sources.append(
            Source(row.module, row.id, row.name, day, amount, currency, base, row.account_id, row.opportunity_id,
                   row.contract_id, tuple(shares.items()))
        )  # fmt: skip
    return sources, wrong


def credits(sources: Iterable[Source], own: str) -> dict[int, list[Credit]]:
    """Person -> what each source brings to him."""
    found: dict[int, list[Credit]] = defaultdict(list)
    for source in sources:
        shares = dict(source.shares)
        for user_id, base in split(source.base, shares, own).items():
            found[user_id].append(Credit(source, user_id, shares[user_id], base, shares[user_id]))
    return found


def margins(sources: Iterable[Source], lines: Iterable[Cost], categories: set[int] | None, own: str) -> tuple[list[Source], list[Source]]:
    """The sources with their gross margin in place of their amount: the net price of their lines less what the products cost. A
    line whose cost is not known, or is in another currency than its contract, is left out; its source is named in the second list,
    and so is one without lines."""
    by_contract: dict[int, list[Cost]] = defaultdict(list)
    for line in lines:
        if categories is None or line.category_id in categories:
            by_contract[line.contract_id].append(line)
    found, lacking = [], []
    for source in sources:
        own_lines = by_contract.get(source.id, [])
        known = [one for one in own_lines if one.cost is not None and one.cost_currency == one.currency]
        if len(known) < len(own_lines) or (not own_lines and categories is None):
            lacking.append(source)
        if known:
            margin = sum((Money(one.net - one.cost * one.quantity) for one in known if one.cost is not None), NONE)
            found.append(_with(source, margin.rounded(source.currency), own))
    return found, lacking


def reduced(sources: Iterable[Source], left: Mapping[int, Decimal], own: str) -> list[Source]:
    """Receipts with what of them was not given back, of which `left` says the share; those of which nothing is left are none."""
    found = []
    for source in sources:
        share = left.get(source.id, Decimal(1))
        if share > 0:
            found.append(source if share == 1 else _with(source, Money(source.amount * share).rounded(source.currency), own))
    return found


def _with(source: Source, amount: Money, own: str) -> Source:
    """The source with another amount, at the rate at which it was counted."""
    worth = amount if source.currency == own or not source.amount else Money(amount * source.base / source.amount).rounded(own)
    return source._replace(amount=amount, base=worth)


def named(problems: Iterable[tuple[str, str, str, int]]) -> list[Problem]:
    """(word, name, module, id) of each, told together by their word."""
    found: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for word, name, module, id in problems:
        found[word].append((name, module, id))
    return [Problem(word, len(some), *some[0]) for word, some in found.items()]
