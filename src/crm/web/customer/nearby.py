"""Nearby customers (附近客户): around where one is, or around a customer. The position is sent by a form, is in no address, and is kept
nowhere."""

from decimal import Decimal
from math import cos, radians
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request

from crm import language
from crm.container import Container
from crm.domain.customer.account import GRADES
from crm.domain.customer.account import MODULE as ACCOUNT
from crm.domain.customer.nearby import REACHES, Point, Spot
from crm.domain.customer.place import latitude, longitude
from crm.domain.kit.field import Draft, declare, draft
from crm.errors import Invalid, NotFound
from crm.language import N_, say
from crm.service.customer.nearby import Around, NearbyService
from crm.web.kit.page import Page, permits

page = Page(__name__, url="/nearby")
Nearby = Annotated[NearbyService, Provide[Container.field.nearby]]
TONES = {option.value: option.tone for option in GRADES}
SIDE = 320  # of the drawing, in its own units
DEGREE = 111.195  # kilometres of a degree of latitude


@draft
class Here(Draft):
    """Where one is, as the browser says it."""

    latitude: Decimal = declare("number", N_("Latitude"), required=True, places=6, check=latitude)
    longitude: Decimal = declare("number", N_("Longitude"), required=True, places=6, check=longitude)


@page.get("")
@permits("account.view")
def show(nearby: Nearby) -> Any:
    """Around a customer; without one the page asks where one is."""
    id = request.args.get("account", 0, type=int)
    name, centre = nearby.place_of(id) if id else ("", None)
    return _page(nearby, request.args, centre, name, id)


@page.post("")
@permits("account.view")
def around(nearby: Nearby) -> Any:
    """Around the position of the browser. Nothing is written, so the answer is the page itself."""
    try:
        here = Here.parse(request.form)
    except Invalid:
        return _page(nearby, request.form, None, "", 0, say("Your browser gave no position.")), 422
    return _page(nearby, request.form, Point(float(here.latitude), float(here.longitude)), "", 0)


def _page(nearby: NearbyService, given: Any, centre: Point | None, name: str, id: int, error: str = "") -> str:
    reach = given.get("reach", 3, type=int)
    if reach not in REACHES:
        raise NotFound()
    mine = given.get("mine") == "1"
    found = nearby.around(centre, reach, mine, id) if centre else Around([], False)
    return page.render(
        "show",
        error=error,
        account=id,
        customer=name,
        centre=centre,
        reaches=[(one, say("{n} km", n=one), one == reach) for one in REACHES],
        reach=reach,
        mine=mine,
        rows=[_row(spot, metres) for spot, metres in found.found],
        dots=_dots(found, centre, reach) if centre else [],
        side=SIDE,
        more=found.more,
        place_url=f"/places/of/{id}" if id and centre is None else None,
    )


def _row(spot: Spot, metres: float) -> dict[str, Any]:
    return {
        "name": spot.name, "url": f"{ACCOUNT.path}/{spot.id}", "metres": said(metres), "grade": spot.grade or "",
        "tone": TONES.get(spot.grade or "", ""), "second": " · ".join(part for part in (spot.city, spot.address) if part),
        "owner": spot.owner_name or "", "phone": spot.phone, "touched": language.ago(spot.touched_at) if spot.touched_at else "",
        "visit_url": f"/visits/new?account_id={spot.id}", "geo": geo(spot.point),
    }  # fmt: skip


def said(metres: float) -> str:
    """A distance as people say it: 80 m, 1.2 km."""
    return say("{n} m", n=round(metres)) if metres < 1000 else say("{n} km", n=f"{metres / 1000:.1f}")


def geo(point: Point) -> str:
    """The address that opens the phone's own map (RFC 5870)."""
    return f"geo:{point.latitude:.6f},{point.longitude:.6f}"


def _dots(found: Around, centre: Point, reach: int) -> list[dict[str, Any]]:
    """Where they lie around the middle of a square whose half is the reach; north is up."""
    scale = SIDE / 2 / reach
    wide = DEGREE * cos(radians(centre.latitude))
    return [
        {"x": round(SIDE / 2 + (spot.east - centre.longitude) * wide * scale, 1), "name": spot.name, "n": at,
         "y": round(SIDE / 2 - (spot.north - centre.latitude) * DEGREE * scale, 1), "tone": TONES.get(spot.grade or "", "")}
        for at, (spot, _) in enumerate(found.found, 1)
    ]  # fmt: skip
