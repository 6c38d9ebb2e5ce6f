"""The map of customers: a square for each province, bars for cities, each the way to its list."""

from typing import Annotated, Any
from urllib.parse import urlencode

from dependency_injector.wiring import Provide
from flask import request

from crm import language
from crm.container import Container
from crm.domain.customer.account import MODULE
from crm.domain.customer.map import COLUMNS, ROWS, Place
from crm.language import say
from crm.service.customer.map import Atlas, MapService
from crm.web.kit.page import Page, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.view import Link

page = Page(__name__, url="/accounts")
Maps = Annotated[MapService, Provide[Container.customer.map]]
SIDE, GAP = 64, 6


@page.get("/map")
@permits("account.view")
def show(maps: Maps) -> Any:
    mine = request.args.get("mine") == "1"
    found = maps.atlas(request.args.get("province"), mine)
    here = {"province": found.chosen.name} if found.chosen else {}
    return page.render(
        "show",
        module=ModuleView(MODULE),
        total=language.number(found.total),
        size=(COLUMNS * (SIDE + GAP), ROWS * (SIDE + GAP), SIDE),
        squares=tuple(_square(one, found, mine) for one in found.squares),
        chosen=found.chosen.name if found.chosen else None,
        chosen_url=_listed(mine, province=",".join(found.chosen.written)) if found.chosen and found.chosen.count else None,
        all_url=_self(mine),
        tabs=(Link(say("All"), _self(False, **here), current=not mine), Link(say("Mine"), _self(True, **here), current=mine)),
        cities=_bars(found.cities, mine, "city", found.chosen.written if found.chosen else ()),
        provinces=_bars([Place(s.name, s.count) for s in sorted(found.squares, key=lambda s: -s.count) if s.count], mine, "square", ()),
        others=_bars(found.others, mine, "province", ()),
    )


def _square(one: Any, found: Atlas, mine: bool) -> dict[str, Any]:
    return {
        "x": one.column * (SIDE + GAP), "y": one.row * (SIDE + GAP), "name": one.name, "count": language.number(one.count),
        "level": one.level, "url": _self(mine, province=one.name), "here": found.chosen is not None and found.chosen.name == one.name,
    }  # fmt: skip


def _self(mine: bool, **values: str) -> str:
    asked = {**values, **({"mine": "1"} if mine else {})}
    return f"{MODULE.path}/map" + (f"?{urlencode(asked)}" if asked else "")


def _listed(mine: bool, **names: str) -> str:
    """The list of the customers there."""
    asked = [("f", f"{field}:{operator}:{value}" if value else f"{field}:empty") for field, (operator, value) in _asked(names).items()]
    return f"{MODULE.path}?{urlencode([*asked, *([('f', 'owner_id:any:me')] if mine else [])])}"


def _asked(names: dict[str, str]) -> dict[str, tuple[str, str]]:
    """A province that is written in several ways is asked for by what all of them begin with."""
    found = {}
    for field, value in names.items():
        several = value.split(",") if field == "province" else [value]
        found[field] = ("starts", min(several, key=len)) if len(several) > 1 else ("is", value)
    return found


def _bars(places: list[Place], mine: bool, field: str, written: tuple[str, ...]) -> tuple[dict[str, Any], ...]:
    most = max((place.count for place in places), default=1)
    within = {"province": ",".join(written)} if written else {}
    return tuple(
        {
            "name": place.name or say("not filled in"),
            "count": language.number(place.count),
            "width": max(1, round(100 * place.count / most)),
            "url": _self(mine, province=place.name or "") if field == "square" else _listed(mine, **within, **{field: place.name or ""}),
        }
        for place in places
    )
