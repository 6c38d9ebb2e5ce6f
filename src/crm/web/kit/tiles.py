"""The figures on top of a record page."""

from typing import Any

from markupsafe import Markup, escape

from crm import current, language
from crm.language import say, say_many
from crm.web.kit.address import url
from crm.web.kit.page import container
from crm.web.kit.room import Room
from crm.web.kit.view import Card, Tile

MOST = 6


class Tiles(Room):
    """The tiles of a record page: what the module has, in the order of the layout."""

    top: Any

    def tiles(self, row: Any, top: Any, counted: list[Any], cards: tuple[Card, ...]) -> tuple[Tile, ...]:
        """The numbers that matter, each with the way to where it comes from and a name for the layout."""
        if top is None:
            return ()
        touching = container().customer.activity().touching
        kinds = ",".join(touching)
        listed = f"/activities?f={'account_id:any' if self.module.name == 'account' else 'subject_id:is'}:{row.id}"
        touches = sum(one.recent for one in counted if one.kind in touching)
        days = (current.now() - row.created_at).days if row.created_at else 0
        return (
            Tile(
                say("Last touch"), escape(language.ago(row.touched_at) if row.touched_at else "—"), f"{listed}&f=kind:any:{kinds}",
                name="touched",
            ),
            Tile(
                say("Touches in 90 days"), escape(language.number(touches)), f"{listed}&f=kind:any:{kinds}&f=at:last:90", name="touches",
            ),
            Tile(
                say("Open tasks"), escape(language.number(top.open)), f"{listed}&f=kind:any:task&f=done_at:empty",
                "bad" if top.next and top.next.is_late(current.now()) else None, "tasks",
            ),
            *(Tile(card.label, Markup(card.count), card.all_url, name=card.name or "") for card in cards),
            Tile(say("Known for"), escape(say_many("{n} day so far", "{n} days so far", days)), url(self.module, "history", id=row.id),
                 name="known"),
        )  # fmt: skip

    def figures(self, row: Any, cards: tuple[Card, ...]) -> tuple[Tile, ...]:
        """All that a record could show on top."""
        top, counted = self.top(row)
        return self.tiles(row, top, counted, cards)

    def tiles_laid_out(self, found: tuple[Tile, ...]) -> tuple[Tile, ...]:
        by_name = {tile.name or tile.label: tile for tile in found}
        return tuple(by_name[name] for name in container().platform.layout().shown(self.module, "tiles", by_name))[:MOST]
