"""Today: the page one begins with."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any

from dependency_injector.wiring import Provide

from crm import current, language
from crm.container import Container
from crm.domain.customer.account import MODULE as ACCOUNT
from crm.language import say
from crm.service.customer.today import Today, TodayService
from crm.web.kit.page import Page, permits
from crm.web.kit.entries import activity_entry
from crm.web.kit.view import Card, CardItem, Entry, Link

page = Page(__name__, url="")
Days = Annotated[TodayService, Provide[Container.customer.today]]


@page.get("/")
@permits("signed_in")
def index(days: Days) -> Any:
    found = days.mine()
    return page.render("index", entries=tuple(_entries(found)), cards=tuple(_cards(found)), links=_links())


def _entries(found: Today) -> Iterator[Entry]:
    """The tasks under their urgency, each with the customer it is about."""
    for label, tasks in ((say("Overdue"), found.late), (say("Due today"), found.due), (say("Later"), found.later)):
        for task in tasks:
            yield replace(activity_entry(task), day=f"{label} · {len(tasks)}", origin=task.account_name)


def _cards(found: Today) -> Iterator[Card]:
    due = [(a, a.next_follow_at) for a in found.follow if a.next_follow_at]
    follow = tuple(CardItem(a.name, f"{ACCOUNT.path}/{a.id}", language.day(day)) for a, day in due)
    recent = tuple(CardItem(a.name, f"{ACCOUNT.path}/{a.id}", a.city or "") for a in found.recent)
    own = f"{ACCOUNT.path}?f=owner_id:any:me"
    if follow:
        yield Card(
            say("Customers to follow up"), "phone-call", str(len(follow)), follow, f"{own}&f=next_follow_at:before:+1d&sort=next_follow_at"
        )
    if recent:
        yield Card(say("My customers, last changed"), ACCOUNT.icon, str(len(recent)), recent, own)


def _links() -> tuple[Link, ...]:
    """Two ways in for whoever has nothing yet."""
    links = []
    if current.actor().may("account.create"):
        links.append(Link(say("New {name}", name=say(ACCOUNT.label)), f"{ACCOUNT.path}/new", "plus", testid="customer_account.new"))
    if current.actor().may("account.import"):
        links.append(Link(say("Import"), f"/imports/{ACCOUNT.name}/new", "upload", testid="customer_transfer.new"))
    return tuple(links)
