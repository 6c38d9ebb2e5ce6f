"""The plan of visits for a week: customers put on days by a click or by dragging, last week copied, a day put into an order."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated, Any
from urllib.parse import urlencode

from dependency_injector.wiring import Provide
from flask import redirect, request
from werkzeug.wrappers import Response

from crm import current, language
from crm.container import Container
from crm.domain.customer.nearby import distance
from crm.domain.kit.calendar import first_day, read_day
from crm.domain.kit.filter import Condition, Group, Query, Sort
from crm.domain.sales.visit import CANCELLED, DONE, MODULE, Visit
from crm.errors import Invalid
from crm.language import N_, Words, say, say_many
from crm.service.customer.calendar import CalendarService
from crm.service.sales.visit import VisitService
from crm.service.sales.visit_plan import Offer, Places, VisitPlanService, point_of
from crm.web.customer.nearby import said
from crm.web.kit.calendar import title
from crm.web.kit.page import Page, container, one_moment, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.toast import toast
from crm.web.sales.visit_field import LABELS, PLAN, tabs

page = Page(__name__, url=PLAN)
Visits = Annotated[VisitService, Provide[Container.field.visit]]
Plans = Annotated[VisitPlanService, Provide[Container.field.visit_plan]]
Calendars = Annotated[CalendarService, Provide[Container.customer.calendar]]
WEEK, FOUND = 7, 12


@page.get("")
@permits("visit.view")
def show(plans: Plans, calendars: Calendars) -> Any:
    day = read_day(request.args.get("day"), current.today())
    first = first_day("week", day)
    with one_moment():
        people = [one for one in calendars.people() if one.id != current.actor().id] if current.actor().may("activity.view") else []
        who = _who({one.id for one in people})
        visits = plans.between(first, first + timedelta(days=WEEK - 1), who)
        accounts, places = plans.whereabouts(visits)
        found = _found(request.args.get("q", ""), who)
        offers = plans.offers(visits, places, who)
    return page.render(
        "show",
        module=ModuleView(MODULE),
        tabs=tabs("plan"),
        title=title("week", first, day),
        first=first.isoformat(),
        day=day.isoformat(),
        who=who,
        people=[(current.actor().id, say("My plan")), *((one.id, one.name) for one in people)],
        back_url=address(first - timedelta(days=WEEK), who),
        on_url=address(first + timedelta(days=WEEK), who),
        today_url=address(current.today(), who),
        days=[_day(first + timedelta(days=n), day, visits, places, who) for n in range(WEEK)],
        offers=[_offer(one) for one in offers],
        found=[_customer(row) for row in found],
        q=request.args.get("q", ""),
        asked="q" in request.args,
        editable=_may_plan(who),
        count=sum(one.state != CANCELLED for one in visits),
    )


def address(day: date, who: int) -> str:
    return f"{PLAN}?{urlencode({'day': day.isoformat()} | ({'who': who} if who != current.actor().id else {}))}"


def _who(known: set[int]) -> int:
    """Whose plan is meant: one's own, or that of somebody whose visits one may see."""
    who = request.values.get("who", 0, type=int)
    return who if who in known else current.actor().id


def _may_plan(who: int) -> bool:
    may = current.actor().may
    return may("visit.create") and (who == current.actor().id or may("visit.assign"))


def _found(text: str, who: int) -> list[Any]:
    """The customers whom the words find; without words the person's own, last changed first."""
    accounts = container().customer.account()
    if not current.actor().may("account.view"):
        return []
    whose = Group() if text.strip() else Group((Condition("owner_id", "any", (who,)),))
    return list(accounts.page(Query(whose, Sort((("updated_at", True),)), words=text.strip(), size=FOUND))[:FOUND])


def _day(day: date, here: date, visits: list[Visit], places: Places, who: int) -> dict[str, Any]:
    own = [one for one in visits if one.planned_on == day]
    left = [one for one in own if one.state != CANCELLED]
    points = [point_of(places[one.account_id]) for one in left if one.account_id in places]
    metres = sum(distance(one, other) for one, other in zip(points, points[1:], strict=False))
    return {
        "at": day.isoformat(), "name": language.weekday(day), "number": str(day.day), "full": _full(day), "today": day == current.today(),
        "here": day == here, "off": day.weekday() > 4, "url": address(day, who),
        "slots": [_slot(one, who) for one in own], "metres": said(metres) if len(points) > 1 else "",
        "routable": sum(one.state == "planned" and one.account_id in places for one in left) > 1,
        "count": say_many("{n} visit", "{n} visits", len(left)) if left else "",
    }  # fmt: skip


def _full(day: date) -> str:
    return f"{language.day(day)} {language.weekday(day)}"


def _slot(one: Visit, who: int) -> dict[str, Any]:
    option, movable = LABELS[one.state], one.state not in (DONE, CANCELLED) and one.check_in_at is None
    return {
        "title": one.name, "time": one.window, "url": f"{MODULE.path}/{one.id}", "tone": f"{one.state} {option.tone}",
        "label": say(option.label), "position": one.position,
        "move_url": f"{PLAN}/visits/{one.id}" if movable and _may_plan(who) else None,
    }  # fmt: skip


def _offer(one: Offer) -> dict[str, Any]:
    found = _customer(one.account) | {"days": say_many("untouched for {n} day", "untouched for {n} days", one.days), "near": ""}
    if one.near and one.metres is not None:
        found["near"] = say("{distance} from {name} on {day}", distance=said(one.metres), name=one.near.name,
                            day=language.weekday(one.near.planned_on))  # fmt: skip
        found["day"] = one.near.planned_on.isoformat()
    return found


def _customer(row: Any) -> dict[str, Any]:
    return {"id": row.id, "name": row.name, "second": " · ".join(part for part in (row.grade, row.city) if part),
            "url": f"/accounts/{row.id}", "add_url": f"{PLAN}/customers/{row.id}"}  # fmt: skip


# What changes the plan -------------------------------------------------------------


@page.post("/customers/<int:id>")
@permits("visit.create")
def add(id: int, plans: Plans) -> Response:
    """Put a customer on a day."""
    day, who = _given()
    return _planned(day, who, lambda: plans.add(id, day, who))


@page.post("/visits/<int:id>")
@permits("visit.edit")
def move(id: int, visits: Visits) -> Response:
    """Put a visit on another day."""
    day, who = _given()
    return _planned(day, who, lambda: visits.change(id, visits.moved(visits.get(id), "planned_on", day)))


def _planned(day: date, who: int, plan: Callable[[], Visit]) -> Response:
    """Back to the week, with what was planned or why it was not."""
    try:
        made = plan()
    except Invalid as refusal:
        toast(next(iter(refusal.fields.values())), tone="bad")
    else:
        toast(N_("{name} is planned for {day}."), current.last_change(), name=made.name, day=_full(day))
    back = request.form.get("back", "")
    return redirect(back if back.startswith(f"{PLAN}?") else address(day, who), 303)


@page.post("/copy")
@permits("visit.create")
def copy(plans: Plans) -> Response:
    """Plan the visits of the week before anew."""
    day, who = _given()
    made = plans.copy(first_day("week", day), who)
    if made:
        toast(say_many("{n} visit was copied.", "{n} visits were copied.", len(made)), current.last_change())
    else:
        toast(N_("There is nothing in the week before that is not planned already."), tone="bad")
    return redirect(address(day, who), 303)


@page.post("/order")
@permits("visit.edit")
def order(plans: Plans) -> Response:
    day, who = _given()
    try:
        count, metres = plans.order(day, who)
    except Invalid as refusal:
        toast(next(iter(refusal.fields.values())), tone="bad")
    else:
        told = say_many(
            "{n} visit in the order of the nearest next one: {distance} as the crow flies.",
            "{n} visits in the order of the nearest next one: {distance} as the crow flies.",
            count,
            distance=said(metres),
        )
        toast(told, current.last_change())
    return redirect(address(day, who), 303)


def _given() -> tuple[date, int]:
    """The day that was chosen or dropped on, and whose plan it is."""
    try:
        day = date.fromisoformat(request.form.get("to", ""))
    except ValueError:
        raise Invalid(to=Words("Please choose a day.")) from None
    return day, request.form.get("who", 0, type=int) or request.args.get("who", 0, type=int) or current.actor().id
