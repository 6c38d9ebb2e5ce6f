"""Today: the page one begins with. One queue, a key for whatever one does with a line, and the formula behind its order."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request

from crm import current, language
from crm.container import Container
from crm.domain.customer.account import MODULE as ACCOUNT
from crm.domain.customer.activity import KINDS, TOUCHES
from crm.domain.customer.today import EARLIEST, GRADE_STEPS, LATEST, MOST, SNOOZES, Item, Ranked
from crm.errors import Invalid
from crm.language import N_, noun, say
from crm.service.customer.today import Today, TodayService
from crm.web.kit.beside import beside_today
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.kit.view import Card, CardItem, Link

page = Page(__name__, url="")
Days = Annotated[TodayService, Provide[Container.customer.today]]
GENERAL_LABELS = {"day": N_("Each day late"), "grade": N_("Each step of the grade")}
SOON = 8


@page.get("/")
@permits("signed_in")
def index(days: Days) -> Any:
    found = days.mine()
    return page.render(
        "index",
        lines=tuple(_line(one) for one in found.queue),
        put_off=tuple(_line(one) | {"until": language.moment(until)} for one, until in found.put_off),
        cards=tuple(_cards(found)),
        links=_links(),
        late=beside_today(),
        touches=tuple((o.value, say(o.label)) for o in KINDS if o.value in TOUCHES),
        snoozes=tuple((text, say(label)) for text, label in SNOOZES),
    )


def _line(one: Ranked) -> dict[str, Any]:
    """A line in words, with what may be done with it."""
    item, may = one.item, current.actor().may
    allowed = {"touch": may("activity.create"), "assign": may(f"{'activity' if item.source == 'task' else 'account'}.assign")}
    if item.source == "task":
        allowed |= {"done": may("activity.edit"), "snooze": may("activity.edit")}
    return {
        "item": item,
        "key": item.key,
        "mark": item.key.replace(":", "-"),
        "why": [say(why) for why in item.why],
        "acts": {act for act in item.acts if allowed.get(act, True)},
        "points": one.points,
        "parts": " + ".join(f"{say(label)} {points}" for label, points in one.parts).replace("+ -", "− "),
    }


def _cards(found: Today) -> list[Card]:
    cards = []
    if found.later:
        items = tuple(_soon(item) for item in found.later[:SOON])
        url = "/activities?f=owner_id:any:me&f=kind:any:task&f=done_at:empty&sort=due_at"
        cards.append(Card(say("Coming up"), "calendar-event", str(len(found.later)), items, url, more=len(found.later) > SOON))
    return cards


@page.get("/today/recent")
@permits("account.view")
def recent(days: Days) -> Any:
    """One's own customers, the last changed first: a card that comes after the page; without script the list of them."""
    own = f"{ACCOUNT.path}?f=owner_id:any:me"
    if not request.headers.get("HX-Request"):
        return redirect(own, 303)
    items = tuple(CardItem(a.name, f"{ACCOUNT.path}/{a.id}", a.city or "") for a in days.recent())
    return page.render("recent", view=Card(say("My customers, last changed"), ACCOUNT.icon, str(len(items)), items, own))


def _soon(item: Item) -> CardItem:
    return CardItem(item.title, item.url, " · ".join(part for part in (say(item.why[0]), item.second) if part))


def _links() -> tuple[Link, ...]:
    """Two ways in for whoever has nothing yet."""
    links = []
    if current.actor().may("account.create"):
        links.append(Link(say("New {name}", name=noun(ACCOUNT.label)), f"{ACCOUNT.path}/new", "plus", testid="customer_account.new"))
    if current.actor().may("account.import"):
        links.append(Link(say("Import"), f"/imports/{ACCOUNT.name}/new", "upload", testid="customer_transfer.new"))
    return tuple(links)


# What one does with a line -----------------------------------------------------


@page.post("/today/done")
@permits("signed_in")
def finish(days: Days) -> Any:
    days.finish(request.form.get("key", ""))
    toast(N_("Done."), current.last_change())
    return page.to("index")


@page.post("/today/snooze")
@permits("signed_in")
def snooze(days: Days) -> Any:
    try:
        at = days.snooze(request.form.get("key", ""), request.form.get("until", "").strip())
    except Invalid as refusal:
        toast(next(iter(refusal.fields.values())), tone="bad")
    else:
        toast(N_("Put off until {at}.") if at else N_("Put off."), current.last_change(), at=language.moment(at) if at else "")
    return page.to("index")


@page.post("/today/back")
@permits("signed_in")
def bring_back(days: Days) -> Any:
    days.bring_back(request.form.get("key", ""))
    return page.to("index")


@page.post("/today/touch")
@permits("activity.create")
def touch(days: Days) -> Any:
    form = request.form
    name = form.get("name", "").strip() or say(next((o.label for o in KINDS if o.value == form.get("kind")), ""))
    try:
        made = days.touch(form.get("module", ""), form.get("id", 0, int), form.get("kind", ""), name)
    except Invalid as refusal:
        toast(next(iter(refusal.fields.values())), tone="bad")
    else:
        toast(N_("{name} was logged."), current.last_change(), name=made.name)
    return page.to("index")


# Why this order ------------------------------------------------------------------


@page.get("/today/order")
@permits("signed_in")
def order(days: Days) -> Any:
    return _order(days)


@page.post("/today/order")
@permits("setting.edit")
def reweigh(days: Days) -> Any:
    """Change the weights for everybody; an empty box takes the default."""
    try:
        changed = days.reweigh({} if "reset" in request.form else request.form)
    except Invalid as refusal:
        return _order(days, refusal), 422
    toast(N_("Saved.") if changed else N_("Nothing was changed."), changed)
    return page.to("order")


def _order(days: TodayService, refusal: Invalid | None = None) -> str:
    weights, errors = days.weights(), refusal.fields if refusal else {}
    labels = {name: source.label for name, source in days.sources.items()} | GENERAL_LABELS
    return page.render(
        "order",
        rows=[
            {
                "name": name, "label": say(labels[name]), "value": request.form.get(name, weights[name]),
                "general": name in GENERAL_LABELS, "error": say(errors[name]) if name in errors else "",
            }
            for name in sorted(weights, key=lambda name: (name in GENERAL_LABELS, -weights[name], name))
        ],
        lines=tuple(_line(one) for one in days.mine().queue[:10]),
        editable=current.actor().may("setting.edit"),
        most=MOST, earliest=-EARLIEST, latest=LATEST, steps=", ".join(f"{grade} {n}" for grade, n in GRADE_STEPS.items()),
    )  # fmt: skip
