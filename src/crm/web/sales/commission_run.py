"""Pages of commission runs: worked out by a job, then moved on by those who may; who earns what stands beside."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect
from markupsafe import Markup, escape

from crm import current, language
from crm.container import Container
from crm.domain.kit.module import Module
from crm.domain.sales.commission_run import DECIDED, MODULE
from crm.domain.sales.commission_source import Problem
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.sales.commission_run import CommissionRunService
from crm.web.kit.beside import OF_RECORD, Beside
from crm.web.kit.page import container, permits
from crm.web.kit.record import RecordPage
from crm.web.kit.toast import toast
from crm.web.kit.view import Card, CardItem, Link, Tile
from crm.web.sales.commission_words import problem_words

SHOWN = 12
NEXT = {
    "draft": ("reviewed", N_("Reviewed: all is right")),
    "reviewed": ("approved", N_("Approve it")),
    "approved": ("paid", N_("Paid out")),
}


class CommissionRunPage(RecordPage):
    """The pages of runs. Where one stands is moved by its buttons."""

    def status(self, row: Any) -> tuple[Link, ...]:
        option = next(one for one in MODULE.fields["state"].options if one.value == row.state)
        return (Link(say(option.label), "", tone=option.tone, current=True),)

    def head(self, row: Any, editable: bool) -> dict[str, Any]:
        found, ways = super().head(row, editable), []
        if editable and row.state == "draft":
            label = say("Work it out again") if row.taken_at else say("Work it out")
            ways.append(Link(label, f"{MODULE.path}/{row.id}/working", "refresh", testid="sales_commission_run.store", post=True))
        if editable and row.state in NEXT and row.taken_at:
            then, label = NEXT[row.state]
            if then not in DECIDED or self.service.may("approve", row):
                way = f"{MODULE.path}/{row.id}/state/{then}"
                ways.append(Link(say(label), way, "check", testid=f"commission-{then}", post=True))
        if editable and (row.state == "reviewed" or (row.state == "approved" and self.service.may("approve", row))):
            way = f"{MODULE.path}/{row.id}/state/draft"
            ways.append(Link(say("Back to draft"), way, "arrow-back-up", testid="commission-draft", post=True))
        return found | {"actions": tuple(ways)}

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        """Once it is paid, the books of its month can be closed."""
        found = super().record_links(row, editable)
        if row.state != "paid" or not current.actor().may("period.create"):
            return found
        way = f"/periods/new?month={row.month}"
        close = Link(say("Close the books of {month}", month=row.month), way, "lock", testid="sales_period.new")
        return (close, *found)

    def tiles(self, row: Any, top: Any, counted: list[Any], cards: tuple[Card, ...]) -> tuple[Tile, ...]:
        listed = f"/commission-lines?f=run_id:any:{row.id}"
        return (
            Tile(say("Commission together"), escape(language.money(row.total, current.own_currency())), listed, None, "total"),
            Tile(say("People paid"), escape(language.number(row.people)), None, None, "people"),
            Tile(say("Lines of statements"), escape(language.number(row.entries)), listed, None, "entries"),
            Tile(say("Worked out"), escape(language.moment(row.taken_at) if row.taken_at else say("Not yet")), None, None, "taken"),
        )

    def cards(self, row: Any) -> tuple[Card, ...]:
        """Who earns how much, each with the way to the statement."""
        people = container().performance.commission_line().payees(row.month) if current.actor().may("commission_line.view") else []
        items = tuple(
            CardItem(f"{one.name} · {say('left')}" if one.state != "active" else one.name or "—",
                     f"/my-commission?month={row.month}&person={one.id}", escape(language.money(one.amount, current.own_currency())))
            for one in people[:SHOWN]
        )  # fmt: skip
        whole = f"/my-commission?month={row.month}"
        card = Card(say("Statements"), "users", str(len(people)), items, whole if people else None, None, len(people) > SHOWN, "payees")
        return (card, *super().cards(row))


page = CommissionRunPage(MODULE)
Runs = Annotated[CommissionRunService, Provide[Container.performance.commission_run]]


@page.post("/<int:id>/working")
@permits("commission_run.edit")
def store(id: int, runs: Runs) -> Any:
    try:
        return redirect(f"/jobs/{runs.start(id)}", 303)
    except Invalid as no:
        return _refused(id, no)


@page.post("/<int:id>/state/<state>")
@permits("commission_run.edit")
def move(id: int, state: str, runs: Runs) -> Any:
    """Move it on, or back; what is paid is paid today unless somebody says otherwise in its form."""
    try:
        runs.change(id, {"state": state} | ({"paid_on": current.today().isoformat()} if state == "paid" else {}))
    except Invalid as no:
        return _refused(id, no)
    toast(N_("Saved."))
    return page.to("show", id=id)


def _refused(id: int, no: Invalid) -> Any:
    toast(next(iter(no.fields.values())), tone="bad")
    return page.to("show", id=id)


def not_paid(module: Module, row: Any) -> Beside:
    """On the page of a run: what was not paid, and why."""
    if module.name != MODULE.name or not row.problems:
        return Beside()
    told = [problem_words(Problem(**one)) for one in row.problems]
    line = Markup('<p class="notice warn"><span><a href="{}">{}</a></span></p>')
    return Beside(strips=(Markup("").join(line.format(one.url, one.label) for one in told),))


OF_RECORD.append(not_paid)
