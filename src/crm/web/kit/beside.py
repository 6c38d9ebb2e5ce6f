"""What other areas add to the pages of a module: marks beside a record's name, ways in its menu, acts on many records; and to Today.

An area that knows more of a record than the record's own area does adds a function to these lists.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from crm.domain.kit.module import Module
from crm.web.kit.view import Link


@dataclass(frozen=True, slots=True)
class Beside:
    """Links that stand as tags beside the name, links of the menu, what stands across the page below them, and whether nothing
    of the record can be changed now."""

    marks: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()
    strips: tuple[Markup, ...] = ()
    locked: bool = False


OF_RECORD: list[Callable[[Module, Any], Beside]] = []
OF_MANY: list[Callable[[Module], tuple[Link, ...]]] = []
ON_TODAY: list[Callable[[], Link | None]] = []


def beside(module: Module, row: Any) -> Beside:
    """All that is added to one record's page."""
    found = [add(module, row) for add in OF_RECORD]
    return Beside(
        tuple(m for one in found for m in one.marks), tuple(link for one in found for link in one.links),
        tuple(strip for one in found for strip in one.strips), any(one.locked for one in found),
    )  # fmt: skip


def beside_many(module: Module) -> tuple[Link, ...]:
    """All that is added to what can be done with many records of a list."""
    return tuple(link for add in OF_MANY for link in add(module))


def beside_today() -> tuple[Link, ...]:
    """The cards that come after the page of Today: where each comes from, and what it is called until it is there."""
    return tuple(link for add in ON_TODAY if (link := add()))
