"""The layouts of a list: table, board, and what an area adds. All show what one filter finds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from crm.domain.kit import custom
from crm.domain.kit.module import Module
from crm.language import N_, say
from crm.web.kit.listing import Address
from crm.web.kit.look import groupable
from crm.web.kit.view import Link


@dataclass(frozen=True, slots=True)
class Layout:
    """`fits` says which modules have it; `show(page, frame, query, look, address)` gives the page, the table is the list's own."""

    label: str
    icon: str
    fits: Callable[[Module], bool]
    show: Callable[..., Any] | None = None


LAYOUTS: dict[str, Layout] = {}


def layout(name: str, label: str, icon: str, fits: Callable[[Module], bool], show: Callable[..., Any] | None = None) -> None:
    """Make a layout known. Its name stands in addresses and in views."""
    LAYOUTS[name] = Layout(label, icon, fits, show)


def layouts_of(module: Module) -> dict[str, Layout]:
    """Those that fit the fields as whoever acts has them."""
    fields = custom.here()
    return fields.made(("layouts", module.name, fields.limits()), lambda: {name: one for name, one in LAYOUTS.items() if one.fits(module)})


def layout_links(module: Module, address: Address, current: str) -> tuple[Link, ...]:
    """The way to each layout where there are several, with the same filter; one key leads from each to the next."""
    known = layouts_of(module)
    names = [*known]
    here = names.index(current) if current in names else 0

    def link(at: int, name: str, one: Layout) -> Link:
        key = "b" if at == (here + 1) % len(names) else None
        return Link(say(one.label), address(layout=name if at else None), one.icon, key, f"layout-{name}", current=at == here)

    return tuple(link(at, *each) for at, each in enumerate(known.items())) if len(names) > 1 else ()


def staged(module: Module) -> tuple[str, ...]:
    """The choices of a module by which cards can be laid out in columns; what one may not write cannot be moved."""
    found = groupable(module).items()
    return tuple(name for name, field in found if (field.kind_name == "choice" or field.few) and name in module.draft.fields)


layout("table", N_("Table"), "table", lambda module: True)
