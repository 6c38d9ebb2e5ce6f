"""On the spot (外勤), made for the phone: today's visits, check-in, photos, what came of it, check-out."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import quote

from dependency_injector.wiring import Provide
from flask import request, url_for
from werkzeug.wrappers import Response

from crm import current, language
from crm.container import Container
from crm.domain.customer.nearby import Point
from crm.domain.kit.mask import Mask
from crm.domain.sales.visit import DONE, MISSED, MODULE, PLANNED, STATES, UNDER_WAY, Visit
from crm.domain.sales.visit_check import CHECK_OUT_FIELDS, CheckIn
from crm.errors import Conflict, Invalid
from crm.language import N_, Words, say
from crm.service.sales.visit import VisitService
from crm.service.sales.visit_check import VisitCheckService
from crm.service.sales.visit_photo import VisitPhotoService
from crm.service.sales.visit_plan import VisitPlanService, point_of
from crm.web.customer.nearby import geo, said
from crm.web.kit.attached import file_view
from crm.web.kit.form import input_view, known
from crm.web.kit.page import Page, container, one_moment, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.toast import toast
from crm.web.kit.view import InputView, Link

page = Page(__name__, url=MODULE.path)
Visits = Annotated[VisitService, Provide[Container.field.visit]]
Checks = Annotated[VisitCheckService, Provide[Container.field.visit_check]]
Plans = Annotated[VisitPlanService, Provide[Container.field.visit_plan]]
Photos = Annotated[VisitPhotoService, Provide[Container.field.visit_photo]]
LABELS = {option.value: option for option in STATES}
PLAN = "/visit-plan"


def tabs(here: str) -> tuple[Link, ...]:
    """The ways between the pages about visits."""
    return (
        Link(say("Today’s visits"), f"{MODULE.path}/today", current=here == "today", testid="sales_visit_field.index"),
        Link(say("Visit plan"), PLAN, current=here == "plan", testid="sales_visit_plan.show"),
        Link(say("Plan and done"), f"{MODULE.path}/rates", current=here == "rates", testid="sales_visit_rate.index"),
        Link(say("All visits"), MODULE.path, testid="sales_visit.index"),
    )


@page.get("/today")
@permits("visit.view")
def index(plans: Plans) -> Any:
    with one_moment():
        visits = plans.today()
        accounts, places = plans.whereabouts(visits)
    points = {id: point_of(place) for id, place in places.items()}
    return page.render(
        "index",
        module=ModuleView(MODULE),
        tabs=tabs("today"),
        day=f"{language.day(current.today())} {language.weekday(current.today())}",
        lines=[line(one, accounts.get(one.account_id), points.get(one.account_id)) for one in visits],
        create_url=f"{MODULE.path}/new?planned_on={current.today()}" if current.actor().may("visit.create") else None,
    )


def line(one: Visit, account: Any, point: Point | None) -> dict[str, Any]:
    """A visit as its card shows it."""
    option = LABELS[one.state]
    purpose = MODULE.own["purpose"].label_of(one.purpose) if one.purpose else ""
    return {
        "id": one.id, "name": one.name, "customer": one.customer, "window": one.window,
        "state": say(option.label), "tone": option.tone, "purpose": say(purpose) if purpose else "",
        "contact": one.contact_name or "", "url": f"{MODULE.path}/{one.id}", "account_url": f"/accounts/{one.account_id}",
        "address": " ".join(part for part in (account.city, account.district, account.address) if part) if account else "",
        "phone": account.phone if account and not isinstance(account.phone, Mask) else None, "field_url": f"{MODULE.path}/{one.id}/field",
        "maps": maps(point, one.account_name or one.name), "own": one.owner_id == current.actor().id,
        "to_do": "in" if one.state in (PLANNED, MISSED) else "out" if one.state == UNDER_WAY else "",
    }  # fmt: skip


def maps(point: Point | None, name: str) -> tuple[Link, ...]:
    """The phone's own map, and the site that the administrator chose, if any."""
    if point is None:
        return ()
    found = [Link(say("Open the map"), geo(point), "map-pin")]
    if site := container().platform.setting().get("visit_map"):
        values = {"lat": f"{point.latitude:.6f}", "lon": f"{point.longitude:.6f}", "name": quote(name)}
        for word, value in values.items():
            site = site.replace(f"{{{word}}}", value)
        found.append(Link(say("Map on the web"), site, "external-link"))
    return tuple(found)


# One visit -----------------------------------------------------------------------


@page.get("/<int:id>/field")
@permits("visit.view")
def show(id: int, plans: Plans, visits: Visits, photos: Photos) -> Any:
    return _show(id, plans, visits, photos)


@page.post("/<int:id>/check-in")
@permits("visit.edit")
def check_in(id: int, checks: Checks, plans: Plans, visits: Visits, photos: Photos) -> Any:
    try:
        row = checks.check_in(id, CheckIn.parse(request.form))
    except Invalid as refusal:
        return _show(id, plans, visits, photos, refusal), 422
    except Conflict:
        return _on("show", id=id)
    toast(N_("Checked in."), current.last_change(), name=row.name)
    return _on("show", id=id)


@page.post("/<int:id>/note")
@permits("visit.edit")
def note(id: int, checks: Checks, plans: Plans, visits: Visits, photos: Photos) -> Any:
    """Keep what was typed so far; or end the visit with it."""
    raw = {name: request.form.get(name, "") for name in CHECK_OUT_FIELDS}
    out = request.form.get("then") == "out"
    try:
        if out:
            checks.check_out(id, raw)
        else:
            checks.note(id, raw)
    except Invalid as refusal:
        return _show(id, plans, visits, photos, refusal), 422
    toast(N_("Checked out.") if out else N_("Saved."), current.last_change())
    return _on("index") if out else _on("show", id=id)


@page.post("/<int:id>/photos")
@permits("visit.edit")
def photo(id: int, plans: Plans, visits: Visits, photos: Photos) -> Any:
    try:
        sent = [file for file in request.files.getlist("photo") if file.filename]
        if not sent:
            raise Invalid(photo=Words("Please choose a file."))
        for file in sent:
            photos.add(id, file.filename or "", file.stream)
    except Invalid as refusal:
        return _show(id, plans, visits, photos, refusal), 422
    return _on("show", id=id)


def _on(action: str, **values: Any) -> Response:
    """What comes next; to the script that sends the forms as a header, so that it can tell the end of a session apart."""
    if request.headers.get("X-Visit-Send"):
        return Response(status=204, headers={"X-Next": url_for(f"{page.name}.{action}", **values)})
    return page.to(action, **values)


def _show(
    id: int, plans: VisitPlanService, visits: VisitService, photos: VisitPhotoService, refusal: Invalid | None = None
) -> str | Response:
    wrong = dict(refusal.fields) if refusal else {}
    with one_moment():
        row = visits.get(id)
        accounts, places = plans.whereabouts([row])
        taken = photos.of(id) if row.state in (UNDER_WAY, DONE) else []
    place = places.get(row.account_id)
    return page.render(
        "show",
        module=ModuleView(MODULE),
        line=line(row, accounts.get(row.account_id), point_of(place) if place else None),
        placed=place is not None,
        may_place=current.actor().may("place.create"),
        asked=say(wrong.pop("far_reason", "")),
        far_reason=request.form.get("far_reason", ""),
        place_text=_typed("place_text", wrong),
        position={name: request.form.get(name, "") for name in ("latitude", "longitude", "accuracy", "phone_at")} if refusal else {},
        use_place=request.form.get("use_place") == "yes",
        note=tuple(_noted(name, row, wrong) for name in CHECK_OUT_FIELDS),
        photo_error=say(wrong.pop("photo", "")),
        photos=[file_view(file) for file in taken],
        checked=_checked(row),
        wrong=[say(why) for why in wrong.values()],
        kept=container().platform.setting().get("visit_position_days"),
    )


def _typed(name: str, wrong: dict[str, Any]) -> InputView:
    return input_view(CheckIn.own[name], request.form.get(name, ""), error=wrong.pop(name, None))


def _noted(name: str, row: Any, wrong: dict[str, Any]) -> InputView:
    field = CHECK_OUT_FIELDS[name]
    value = request.form.get(name) if name in request.form else known(field, getattr(row, name))
    return input_view(field, value, row, wrong.pop(name, None))


def _checked(row: Visit) -> Mapping[str, str] | None:
    """What the check-in said, in words."""
    if row.check_in_at is None:
        return None
    where = row.place_text or ""
    if row.distance is not None:
        where = say("{distance} from the customer", distance=said(row.distance))
    elif row.latitude is not None:
        where = say("with a position; the customer has no place yet")
    out = language.moment(row.check_out_at) if row.check_out_at else ""
    return {"at": language.moment(row.check_in_at), "out": out, "where": where, "far": row.far_reason or "",
            "unplaced": "" if row.latitude is not None or row.distance is not None else say("without position")}  # fmt: skip
