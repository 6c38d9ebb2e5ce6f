"""Pages of sales orders: where they stand, what is still to deliver, the ways on."""

from dataclasses import replace
from typing import Any

from markupsafe import Markup, escape

from crm import current, language
from crm.domain.kit.field import Field
from crm.domain.kit.module import Module, Relation
from crm.domain.sales.sales_order import AGREED, FIXED, MODULE, MOVES, OPEN, RUNNING, STATES
from crm.language import say, say_many
from crm.web.kit.beside import OF_RECORD, Beside
from crm.web.kit.cell import WHOLE
from crm.web.kit.listing import Address
from crm.web.kit.page import container
from crm.web.kit.related import SECOND
from crm.web.kit.view import Card, FieldView, Link, Tile
from crm.web.sales.line_view import line_card
from crm.web.sales.moving import MovingPage


class SalesOrderPage(MovingPage):
    """The pages of orders."""

    moves = MOVES

    def import_links(self) -> list[Link]:
        """Their lines come by a file of their own."""
        found = super().import_links()
        if found and current.actor().may("sales_order_line.import"):
            found.insert(1, Link(say("Import lines"), "/imports/sales_order_line/new", "upload", testid="customer_transfer.new"))
        return found

    def more_links(self, address: Address) -> tuple[Link, ...]:
        way = f"{MODULE.path}/statistics"
        found = Link(say("Order statistics"), way, "chart-bar", testid="sales_sales_order_statistic.index")
        return (found, *super().more_links(address))

    def head(self, row: Any, editable: bool) -> dict[str, Any]:
        """The next step stands beside its name."""
        return super().head(row, editable) | {"actions": self._next(row, editable)}

    def _next(self, row: Any, editable: bool) -> tuple[Link, ...]:
        here, may = f"{MODULE.path}/{row.id}", current.actor().may
        if row.state == "draft" and editable:
            said = say("Confirm the order") if self.service.may("approve", row) else say("Submit for approval")
            return (Link(said, f"{here}/confirmation", "circle-check", testid="sales_order_step.confirm", post=True),)
        ways = []
        if row.state in OPEN and may("delivery.create"):
            ways.append(Link(say("Deliver"), f"{here}/delivery", "truck-delivery", testid="sales_delivery_book.edit"))
        if row.state in AGREED and may("contract.create") and not row.contract_id:
            way = f"{here}/contract"
            ways.append(Link(say("Make a contract"), way, "file-text", testid="sales_order_step.contract", post=True))
        return tuple(ways)

    def field_view(self, field: Field, row: Any, editable: bool) -> FieldView:
        """What was agreed is not edited in place."""
        return super().field_view(field, row, editable and not (row.state in AGREED and field.name in FIXED))

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        ways = []
        if row.state in RUNNING and current.actor().may("order_change.create"):
            way = f"/order-changes/new?order_id={row.id}"
            ways.append(Link(say("Alter the order"), way, "git-compare", testid="sales_order_change.new"))
        return (*ways, *super().record_links(row, editable))

    # What belongs to it -------------------------------------------------------

    def relations(self) -> tuple[Relation, ...]:
        """Its contract stands in the strip above."""
        return tuple(one for one in super().relations() if one.name != "contracts")

    def card(self, relation: Relation, row: Any) -> Card:
        """Deliveries and changes are begun on pages of their own."""
        found, may, here = super().card(relation, row), current.actor().may, f"{MODULE.path}/{row.id}"
        if relation.name == "deliveries":
            add = Link(say("Deliver"), f"{here}/delivery", testid="add-deliveries")
            return replace(found, add=add if row.state in OPEN and may("delivery.create") else None)
        if relation.name == "changes":
            add = Link(say("Alter the order"), f"/order-changes/new?order_id={row.id}", testid="add-changes")
            return replace(found, add=add if row.state in RUNNING and may("order_change.create") else None)
        return found

    def cards(self, row: Any) -> tuple[Card, ...]:
        editable = row.state not in AGREED and self.may("edit") and self.service.may("edit", row)
        return (line_card(MODULE.name, row, editable), *super().cards(row))

    def tiles(self, row: Any, top: Any, counted: list[Any], cards: tuple[Card, ...]) -> tuple[Tile, ...]:
        amount = language.money(row.amount, row.currency) if row.amount is not None else "—"
        own = [Tile(say("Order amount"), escape(amount), f"/lines/{MODULE.name}/{row.id}", None, "amount")]
        if row.state in RUNNING and current.actor().may("delivery.view"):
            share = container().trade.delivery().share(row)
            url = f"{MODULE.path}/{row.id}/delivery"
            own.append(Tile(say("Delivered"), escape(f"{share} %"), url, "ok" if share == 100 else None, "delivered"))
        if row.deliver_by:
            late = row.days_late(current.today())
            said = say_many("{n} day late", "{n} days late", late) if late else language.day(row.deliver_by)
            own.append(Tile(say("Deliver by"), escape(said), None, "bad" if late else None, "deliver_by"))
        if row.net and row.cost is not None:
            share = round(100 * (row.net - row.cost) / row.net)
            own.append(Tile(say("Margin"), escape(f"{language.money(row.net - row.cost, row.currency)} · {share} %"), None, None, "margin"))
        return (*own, *super().tiles(row, top, counted, cards))


page = SalesOrderPage(MODULE)


def deadlines() -> Any:
    """The cell of the day of delivery: marked where it is gone by and something is still to deliver."""
    today = current.today()

    def cell(row: Any) -> str:
        if row.deliver_by is None:
            return ""
        tone = Markup(' class="late"') if row.days_late(today) else ""
        return str(Markup("<time{}>{}</time>").format(tone, language.day(row.deliver_by)))

    return cell


def beneath(row: Any) -> str:
    """Below an order's name on a card: its state, amount and number."""
    option = next(one for one in STATES if one.value == row.state)
    amount = language.money(row.amount, row.currency) if row.amount is not None else ""
    return " · ".join(part for part in (say(option.label), amount, row.number) if part)


def of_deal(module: Module, row: Any) -> Beside:
    """From a won deal one goes on to its order."""
    if module.name != "opportunity" or row.state != "won" or not current.actor().may(MODULE.permission("create")):
        return Beside()
    way = f"{MODULE.path}/of-deal/{row.id}"
    return Beside(links=(Link(say("Make an order"), way, MODULE.icon, testid="sales_order_step.of_deal", post=True),))


OF_RECORD.append(of_deal)
WHOLE["sales_order", "deliver_by"] = deadlines
SECOND["sales_order"] = beneath
