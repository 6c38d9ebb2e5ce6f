"""Pages of contracts: where they stand, what is due and what came in, the ways on."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup, escape

from crm import current, language
from crm.domain.kit.dates import add_months
from crm.domain.kit.filter import Condition, Group, Query, Sort
from crm.domain.kit.module import Module, Relation
from crm.domain.kit.money import Money
from crm.domain.sales.contract import MODULE, MOVES, STATES
from crm.domain.sales.receipt_plan import DUE
from crm.language import say, say_many
from crm.web.kit.beside import OF_RECORD, Beside
from crm.web.kit.cell import WHOLE
from crm.web.kit.listing import Address
from crm.web.kit.page import container
from crm.web.kit.related import SECOND
from crm.web.kit.view import Card, CardItem, Link, Tile
from crm.web.sales.line_view import line_card
from crm.web.sales.moving import MovingPage
from crm.web.sales.receipt_plan import state_tag

PLANS, RENEWALS, SHOWN, SOON = "plans", "renewals", 12, 30


class ContractPage(MovingPage):
    """The pages of contracts."""

    moves = MOVES

    def more_links(self, address: Address) -> tuple[Link, ...]:
        found = [Link(say("Contract statistics"), f"{MODULE.path}/statistics", "chart-bar", testid="sales_contract_statistic.index")]
        if current.actor().may("receipt_plan.view"):
            found.append(Link(say("Receivables by age"), "/receivables", "report", testid="sales_ageing.index"))
        return (*found, *super().more_links(address))

    def head(self, row: Any, editable: bool) -> dict[str, Any]:
        """What is done with a contract in effect stands beside its name."""
        ways, left = [], row.days_left(current.today())
        if row.in_force and row.open_amount > 0 and current.actor().may("receipt.create"):
            way = f"/receipts/new?contract_id={row.id}"
            ways.append(Link(say("Record a receipt"), way, "receipt", testid="sales_receipt.new"))
        if left is not None and left <= SOON and self.may("create"):
            ways.append(self._renewing(row))
        return super().head(row, editable) | ({"actions": tuple(ways)} if ways else {})

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        may, ways = current.actor().may, []
        if may("receipt_plan.create") and row.amount and row.state not in ("terminated", "void"):
            ways.append(Link(say("Plan by a rule"), f"{MODULE.path}/{row.id}/plan", "calendar-event", testid="sales_receipt_schedule.new"))
        if may("invoice_request.create") and row.in_force:
            way = f"/invoice-requests/new?contract_id={row.id}"
            ways.append(Link(say("Ask for an invoice"), way, "file-spreadsheet", testid="sales_invoice_request.new"))
        if may("refund.create") and row.received > 0:
            ways.append(Link(say("Refund"), f"/refunds/new?contract_id={row.id}", "arrow-back-up", testid="sales_refund.new"))
        if self.may("create") and row.in_force:
            ways.append(self._renewing(row))
        return (*ways, *super().record_links(row, editable))

    @staticmethod
    def _renewing(row: Any) -> Link:
        return Link(say("Renew"), renewal(row), "recycle", testid="sales_contract.new")

    # What belongs to it -------------------------------------------------------

    def carded(self) -> tuple[Relation, ...]:
        """The plan has a card of its own."""
        return tuple(one for one in super().carded() if one.name != PLANS)

    def card(self, relation: Relation, row: Any) -> Card:
        """A renewal is begun with what this one says, not sought among the contracts of others. What could not be added to the
        contract as it stands is not asked for."""
        found = super().card(relation, row)
        if relation.name == RENEWALS:
            add = Link(say("Renew"), renewal(row), "plus", testid="add-renewals") if row.in_force and self.may("create") else None
            return replace(found, add=add)
        closed = {"receipts": not row.in_force, "invoices": not row.in_force, "refunds": row.received <= 0}
        return replace(found, add=None) if closed.get(relation.name) else found

    def cards(self, row: Any) -> tuple[Card, ...]:
        own = [plan_card(row)] if current.actor().may("receipt_plan.view") else []
        lines = line_card(MODULE.name, row, self.may("edit") and self.service.may("edit", row))
        return (*own, lines, *super().cards(row))

    def tiles(self, row: Any, top: Any, counted: list[Any], cards: tuple[Card, ...]) -> tuple[Tile, ...]:
        code, listed = row.currency, f"f=contract_id:any:{row.id}"
        share = f" · {round(100 * row.received / row.amount)} %" if row.amount else ""
        left = row.days_left(current.today())
        term = say("No end") if row.ends_on is None else language.day(row.ends_on)
        if left is not None:
            term = say_many("{n} day left", "{n} days left", left) if left >= 0 else say("Term is over")
        own = (
            Tile(f"{say('Received')}{share}", escape(language.money(row.received, code)), f"/receipts?{listed}",
                 "ok" if row.amount and row.received >= row.amount else None, "received"),
            Tile(say("Still to come") if row.open_amount >= 0 else say("Advance"), escape(language.money(abs(row.open_amount), code)),
                 f"/receipt-plans?{listed}&f=state:any:{','.join(DUE)}", None, "open"),
            Tile(say("Not invoiced"), escape(language.money((row.amount or Money(0)) - row.invoiced, code)), f"/invoice-requests?{listed}",
                 None, "billed"),
            Tile(say("Term"), escape(term), None, "warn" if left is not None and left <= SOON else None, "term"),
        )  # fmt: skip
        return (*own, *super().tiles(row, top, counted, cards))


page = ContractPage(MODULE)


def renewal(row: Any) -> str:
    """The form of a new contract that goes on where this one ends, for as long as this one ran."""
    values = {name: getattr(row, name) for name in ("name", "account_id", "contact_id", "kind", "signer_id", "their_signer")}
    values |= {"renewal_of": row.id}
    if row.ends_on:
        starts = row.ends_on + timedelta(days=1)
        months = round((starts - row.starts_on).days / 30.44) if row.starts_on else 12
        values |= {"starts_on": starts, "ends_on": add_months(starts, max(months, 1)) - timedelta(days=1)}
    return begun(row, values)


def begun(row: Any, values: dict[str, Any]) -> str:
    """The form of a new contract with these values, and the amount of a deal or contract."""
    values |= {"amount": f"{row.amount.normalize():f}" if row.amount else None, "currency": row.currency}
    return f"{MODULE.path}/new?" + urlencode({name: value for name, value in values.items() if value is not None})


def plan_card(row: Any) -> Card:
    """The instalments with what came in for them, and how much of the contract that is."""
    plans = container().trade.receipt_plan()
    query = Query(Group((Condition("contract_id", "any", (row.id,)),)), Sort((("due_on", False),)), size=SHOWN)
    found = plans.page(query)
    listed = f"/receipt-plans?f=contract_id:any:{row.id}"
    items = tuple(
        CardItem(
            f"{one.position} · {one.name} · {language.money(one.amount, code_of(one, row))}", f"/receipt-plans/{one.id}",
            Markup("{} {}").format(language.day(one.due_on), state_tag(one)),
        )
        for one in found[:SHOWN]
    )  # fmt: skip
    add = None
    if current.actor().may("receipt_plan.create") and row.amount and row.state not in ("terminated", "void"):
        way = f"/receipt-plans/new?contract_id={row.id}" if found else f"{MODULE.path}/{row.id}/plan"
        add = Link(say("Add to {name}", name=say("Receipt plan")), way, "plus", testid="add-plans")
    count = f"{len(found[:SHOWN])}{'+' if len(found) > SHOWN else ''}"
    return Card(say("Receipt plan"), "calendar-event", count, items, listed if found else None, add, len(found) > SHOWN, PLANS, bar(row))


def code_of(plan: Any, contract: Any) -> str:
    return plan.currency or contract.currency or current.own_currency()


def bar(row: Any) -> Markup | None:
    """How much of the contract came in."""
    if not row.amount:
        return None
    share = max(0, min(100, round(100 * row.received / row.amount)))
    said = say("{received} of {amount} received", received=language.money(row.received, row.currency),
               amount=language.money(row.amount, row.currency))  # fmt: skip
    return Markup('<p class="card-bar"><progress max="100" value="{}" aria-label="{}"></progress><small>{}</small></p>').format(
        share, said, said
    )


def terms() -> Any:
    """The cell of the end of the term: marked where a running contract ends soon."""
    today = current.today()

    def cell(row: Any) -> str:
        if row.ends_on is None:
            return ""
        left = row.days_left(today)
        tone = Markup(' class="late"') if left is not None and left <= SOON else ""
        return str(Markup("<time{}>{}</time>").format(tone, language.day(row.ends_on)))

    return cell


def still_to_come(row: Any) -> str:
    """Below a contract's name on a card: its state, and what is still to come in."""
    option = next(one for one in STATES if one.value == row.state)
    if not row.in_force or row.open_amount <= 0:
        return say(option.label)
    return f"{say(option.label)} · {say('{amount} still to come', amount=language.money(row.open_amount, row.currency))}"


def of_deal(module: Module, row: Any) -> Beside:
    """From a won deal one goes on to its contract."""
    if module.name != "opportunity" or row.state != "won" or not current.actor().may(MODULE.permission("create")):
        return Beside()
    way = begun(row, {"opportunity_id": row.id, **{name: getattr(row, name) for name in ("name", "account_id", "contact_id")}})
    return Beside(links=(Link(say("Make a contract"), way, MODULE.icon, testid="sales_contract.new"),))


OF_RECORD.append(of_deal)
WHOLE["contract", "ends_on"] = terms
SECOND["contract"] = still_to_come
