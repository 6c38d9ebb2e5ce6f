"""The strip beside a form: records that what is being typed in probably is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import g
from werkzeug.datastructures import MultiDict

from crm import current
from crm.domain.kit.likeness import LIKENESSES
from crm.domain.kit.module import Module
from crm.domain.kit.text import Refused
from crm.domain.kit.twin_aspect import is_compared
from crm.language import say
from crm.web.kit.page import container
from crm.web.kit.view import Link

REASONS = 4


@dataclass(frozen=True, slots=True)
class TwinView:
    """One of them. Of a record that may not be seen only a sentence is told."""

    score: int
    title: str = ""
    second: str = ""
    url: str = ""
    owner: str = ""
    reasons: tuple[Link, ...] = ()
    unseen: str = ""
    kind: str = ""  # what else it is, where it is no record of the same module


@dataclass(frozen=True, slots=True)
class Strip:
    """Where the strip asks while one types, and what it shows at first; `held` when a save waits for a second word."""

    url: str
    twins: tuple[TwinView, ...] = ()
    held: bool = False
    at_once: bool = False


def strip_of(module: Module, row: Any = None, raw: Any = None) -> Strip | None:
    """None where there is nothing to ask for: no such module, or the administrator wants nothing said."""
    duplicates = container().customer.duplicate()
    if not is_compared(module) or not duplicates.is_on(module):
        return None
    address = f"/duplicates/{module.name}/strip" + (f"?id={row.id}" if row is not None and row.id else "")
    twins = twin_views(module, g.get("twins", ()))
    return Strip(address, twins, bool(twins), at_once=not twins and bool(raw or row is not None))


def pairs_link(module: Module) -> tuple[Link, ...]:
    """The way from a list to the pairs that are probably one."""
    if not is_compared(module) or not current.actor().may("duplicate.view"):
        return ()
    return (Link(say("Duplicates"), f"/duplicates?module={module.name}", "copy", testid="customer_duplicate.index"),)


def held_back(module: Module, draft: Any, form: MultiDict[str, str]) -> list[Any]:
    """The twins to look at before it is saved, unless somebody has looked at them. The strip of this request shows them."""
    if is_compared(module) and not form.get("anyway"):
        twins = container().customer.duplicate().warned(module, draft.values())
        # What the first of two clicks has written is no twin: its key is asked for last, because it comes with the record.
        g.twins = [] if twins and container().records()(module.name).made(form.get("once")) else twins
    return g.get("twins", [])


def typed(module: Module, raw: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed so far, as values where it can be read and as it stands where it cannot yet."""
    values: dict[str, Any] = {}
    for name, text in raw.items():
        try:
            values[name] = module.draft.fields[name].kind.parse(module.draft.fields[name], text)
        except Refused:
            values[name] = text
    return values


def twin_views(module: Module, twins: Iterable[Any], kind: str = "") -> tuple[TwinView, ...]:
    return tuple(_view(module, twin, kind) for twin in twins)


def elsewhere(module: Module, values: Mapping[str, Any], limit: int = 2) -> tuple[TwinView, ...]:
    """Records of other modules that these values probably are, such as the customer whom a lead names."""
    duplicates = container().customer.duplicate()
    found: list[TwinView] = []
    for like in LIKENESSES.get(module.name, ()):
        if (seen := like.seen(values)) and duplicates.is_on(like.other):
            found += twin_views(like.other, duplicates.twins(like.other, seen, limit), say(like.other.label))
    return tuple(found)


def _view(module: Module, twin: Any, kind: str) -> TwinView:
    if not twin.visible:
        return TwinView(twin.score, unseen=say(container().customer.duplicate().unseen(twin)), kind=kind)
    owner = twin.owner_name if twin.owner_name and twin.owner_name != current.actor().name else ""
    return TwinView(twin.score, twin.title, twin.second, f"{module.path}/{twin.id}", owner, reason_links(twin.reasons)[:REASONS], kind=kind)


def reason_links(reasons: Iterable[Any]) -> tuple[Link, ...]:
    """Each reason as a tag: what speaks for it in green, against it in red."""
    return tuple(Link(say("{label}: {how}", label=say(one.label), how=say(one.words)), "", tone=_tone(one.weight)) for one in reasons)


def _tone(weight: float) -> str:
    return "ok" if weight > 0.5 else "bad" if weight < -0.5 else ""
