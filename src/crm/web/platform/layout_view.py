"""What the page of a layout shows beside its sections: lists to put in order, and a record laid out like this."""

from dataclasses import dataclass
from typing import Any

from crm.domain.kit.module import Module
from crm.domain.platform.layout import Part
from crm.language import say
from crm.web.kit import timeline
from crm.web.kit.cell import EMPTY
from crm.web.kit.view import Card, SectionView, Tile


@dataclass(frozen=True, slots=True)
class Arranged:
    """Cards or figures: (name, label) of those shown, in their order, and of those that are not."""

    name: str
    label: str
    shown: tuple[tuple[str, str], ...]
    hidden: tuple[tuple[str, str], ...]

    @property
    def names(self) -> str:
        return ",".join(name for name, _ in (*self.shown, *self.hidden))


@dataclass(frozen=True, slots=True)
class Preview:
    """A record as it looks with the layout; `left_out` are the sections whose condition it does not meet."""

    title: str
    url: str
    sections: tuple[SectionView, ...]
    left_out: tuple[str, ...]
    tiles: tuple[Tile, ...]
    cards: tuple[Card, ...]


def preview(module: Module, row: Any, parts: list[Part], tiles: tuple[Tile, ...], cards: tuple[Card, ...]) -> Preview:
    shown = [part for part in parts if part.names and part.shown_for(row)]
    views = [(part, tuple(timeline.system_view(module.fields[name], row) for name in part.names)) for part in shown]
    return Preview(
        module.title(row),
        f"{module.path}/{row.id}",
        tuple(SectionView(say(part.label), items, part.folded and all(one.value == EMPTY for one in items)) for part, items in views),
        tuple(say(part.label) for part in parts if part.names and not part.shown_for(row)),
        tiles,
        cards,
    )
