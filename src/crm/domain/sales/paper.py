"""A document on paper: every text as it is printed, in the language of whoever reads it."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from crm.domain.kit.money import precision

UNBROKEN = re.compile(r"[^\s\u2e80-\uffef]{24}")  # so many Latin letters without a gap would run out of their column
GAP = "\u200b"


@dataclass(frozen=True)
class Party:
    """We, or the customer: a name, and what stands below it."""

    name: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """The head of a column; figures stand on the right, one column takes what is left of the width."""

    label: str
    right: bool = False
    rest: bool = False


@dataclass(frozen=True)
class Item:
    """A line: what is sold, more about it, and the cells after it."""

    title: str
    text: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sum:
    """A line below the lines."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True)
class Sign:
    """A place to sign, or who has signed when; `drawn` says that his signature is among the pictures."""

    label: str
    name: str = ""
    at: str = ""
    drawn: bool = False


@dataclass(frozen=True)
class Paper:
    """All that is printed. `pictures` may hold a `logo` and a `signature`, as they were uploaded."""

    language: str
    title: str
    number: str
    subject: str
    company: Party
    customer: Party
    customer_label: str
    facts: tuple[tuple[str, str], ...]
    opening: str
    columns: tuple[Column, ...]
    items: tuple[Item, ...]
    sums: tuple[Sum, ...]
    capitals: tuple[str, str]  # label and words; empty words are not printed
    paragraphs: tuple[tuple[str, str], ...]
    signs: tuple[Sign, ...]
    sign_labels: tuple[str, str]  # of who signs, and of the day
    page: str  # with {page} and {pages}
    watermark: str = ""
    reader: str = ""  # who took it away when, where a role of his asks for that
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """What the layout reads, long words with places to break them."""
        found: dict[str, Any] = breakable({name: value for name, value in asdict(self).items() if name != "pictures"})
        return found


def breakable(value: Any) -> Any:
    """The same with a gap without width after every so many letters that have none."""
    if isinstance(value, str):
        return UNBROKEN.sub(lambda found: found[0] + GAP, value)
    if isinstance(value, dict):
        return {name: breakable(one) for name, one in value.items()}
    return [breakable(one) for one in value] if isinstance(value, (list, tuple)) else value


def figure(amount: Decimal, currency: str) -> str:
    """An amount without the sign of its currency, which stands in the head of the column; a fine price shows all its places."""
    places = max(precision(currency), -min(int(amount.normalize().as_tuple().exponent), 0))
    return f"{amount:,.{places}f}"
