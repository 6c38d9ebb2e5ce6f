"""A group of companies (集团): the customers below one, and what they come to together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import zip_longest
from typing import ClassVar

from crm.domain.kit.money import Money

DEEPEST = 12


@dataclass(frozen=True)
class Node:
    """One customer of the group; `path` has the ids from the top down to it."""

    repeats: ClassVar[dict[str, tuple[str, ...]]] = {name: (f"account.{name}",) for name in ("city", "employees", "revenue")}

    id: int
    path: str
    name: str
    kind: str
    grade: str | None
    city: str | None
    owner_name: str | None
    employees: int | None
    revenue: Decimal | None
    touched_at: datetime | None


@dataclass(frozen=True)
class Tally:
    """How many records of one module belong to a customer."""

    account_id: int
    count: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What one customer comes to, or it and all below it."""

    repeats: ClassVar[dict[str, tuple[str, ...]]] = {name: (f"account.{name}",) for name in ("employees", "revenue")}

    customers: int = 1
    contacts: int = 0
    activities: int = 0
    tasks: int = 0
    employees: int = 0
    revenue: Decimal = Decimal(0)
    touched_at: datetime | None = None
    amounts: tuple[Money, ...] = ()  # one for each total that the reader may know, in the company's currency

    def __add__(self, other: "Figures") -> "Figures":
        touches = [at for at in (self.touched_at, other.touched_at) if at]
        return Figures(
            self.customers + other.customers,
            self.contacts + other.contacts,
            self.activities + other.activities,
            self.tasks + other.tasks,
            self.employees + other.employees,
            self.revenue + other.revenue,
            max(touches, default=None),
            tuple(one + more for one, more in zip_longest(self.amounts, other.amounts, fillvalue=Money(0))),
        )


@dataclass(frozen=True, slots=True)
class Branch:
    """A customer at its place in the tree, with its own figures and those of its whole branch."""

    node: Node
    parent_id: int | None
    depth: int
    own: Figures
    whole: Figures


def branches(
    nodes: list[Node],
    contacts: Mapping[int, int],
    activities: Mapping[int, int],
    tasks: Mapping[int, int],
    amounts: Sequence[Mapping[int, Money]] = (),
) -> list[Branch]:
    """The tree from the top down, by name. What stands below a customer that the reader may not see moves up to the next he sees."""
    seen = {node.id for node in nodes}
    above: dict[int, int | None] = {}
    own: dict[int, Figures] = {}
    for node in nodes:
        path = [int(one) for one in node.path.split("/")[:-1]]
        above[node.id] = next((id for id in reversed(path) if id in seen), None)
        own[node.id] = Figures(
            1, contacts.get(node.id, 0), activities.get(node.id, 0), tasks.get(node.id, 0),
            node.employees or 0, node.revenue or Decimal(0), node.touched_at, tuple(one.get(node.id, Money(0)) for one in amounts),
        )  # fmt: skip
    below: dict[int | None, list[Node]] = {}
    for node in sorted(nodes, key=lambda node: node.name):
        below.setdefault(above[node.id], []).append(node)

    def walk(parent: int | None, depth: int) -> tuple[list[Branch], Figures]:
        found, sum_ = [], Figures(customers=0)
        for node in below.get(parent, ()):
            inner, figures = walk(node.id, depth + 1)
            whole = own[node.id] + figures
            found += [Branch(node, parent, depth, own[node.id], whole), *inner]
            sum_ += whole
        return found, replace(sum_)

    return walk(None, 0)[0]
