"""Absences: the list of all for whoever looks after them, and for everybody a page of his own."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.kit.module import modules
from crm.domain.platform.absence import COVERS, MODULE, Absence
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.platform.absence import AbsenceService
from crm.web.kit.beside import ON_TODAY
from crm.web.kit.form import form_view, posted
from crm.web.kit.page import permits
from crm.web.kit.record import RecordPage
from crm.web.kit.toast import toast
from crm.web.kit.view import Card, CardItem, Link

page = RecordPage(MODULE)
Absences = Annotated[AbsenceService, Provide[Container.people.absence]]
STATES = {"now": (N_("away now"), "warn"), "later": (N_("coming"), "info"), "over": (N_("over"), "")}


@page.get("/mine")
@permits("signed_in")
def mine(absences: Absences) -> Any:
    return _mine(absences)


def _mine(absences: AbsenceService, raw: dict[str, Any] | None = None, refusal: Invalid | None = None) -> str:
    manages = absences.people()
    names = ("person_id", "stand_in_id", "first_day", "last_day", "covers", "remark")[0 if manages else 1 :]
    form = form_view(MODULE, "/absences/mine", "/profile", raw=raw, refusal=refusal, names=names)
    rows, others = absences.mine(), absences.stood_in_for()
    return page.render(
        "mine", form=form, rows=[_line(absences, one, True) for one in rows], others=[_line(absences, one, False) for one in others],
        manages=bool(manages),
    )  # fmt: skip


def _line(absences: AbsenceService, row: Absence, drops: bool) -> dict[str, Any]:
    said, tone = STATES[row.state(absences.today())]
    return {
        "id": row.id, "person": row.person_name, "stand_in": row.stand_in_name, "state": say(said), "tone": tone,
        "first": language.day(row.first_day), "last": language.day(row.last_day), "remark": row.remark or "",
        "covers": say(next(one.label for one in COVERS if one.value == row.covers)), "drops": drops,
    }  # fmt: skip


@page.get("/now")
@permits("signed_in")
def now(absences: Absences) -> Any:
    """For whom one stands in today: a card that comes after the page of Today; without script the page of one's absences."""
    if not request.headers.get("HX-Request"):
        return page.to("mine")
    today = absences.today()
    found = [one for one in absences.stood_in_for() if one.state(today) == "now"]
    customers = f"{modules()['account'].path}?f=owner_id:any:" if current.actor().may("account.view") else "/absences/mine#"
    items = tuple(
        CardItem(one.person_name or "", f"{customers}{one.person_id}", say("until {day}", day=language.day(one.last_day))) for one in found
    )
    return page.render("now", view=Card(say("You stand in for"), MODULE.icon, "", items, "/absences/mine"))


def on_today() -> Link | None:
    """Nothing for whoever stands in for nobody: his grants say so."""
    me = current.actor()
    return Link(say("You stand in for"), "/absences/now") if me.grants.stands_in or me.decides_for else None


ON_TODAY.append(on_today)


@page.post("/mine")
@permits("signed_in")
def enter(absences: Absences) -> Any:
    raw = posted(MODULE, request.form)
    try:
        row = absences.enter(raw, request.form.get("once"))
    except Invalid as refusal:
        return _mine(absences, raw, refusal), 422
    toast(N_("{name} stands in."), current.last_change(), name=row.stand_in_name or "")
    return page.to("mine")


@page.post("/mine/<int:id>/removal")
@permits("signed_in")
def drop(id: int, absences: Absences) -> Any:
    absences.drop(id)
    toast(N_("The absence was taken back."), current.last_change())
    return page.to("mine")
