"""Pages of deliveries: what they take, and where they are."""

from typing import Any

from crm import language
from crm.domain.kit.field import Field
from crm.domain.sales.delivery import MODULE, MOVES, STATES
from crm.language import N_, say
from crm.web.kit.page import container
from crm.web.kit.related import SECOND
from crm.web.kit.view import Card, CardItem, FieldView, Link
from crm.web.sales.line_view import plain
from crm.web.sales.moving import MovingPage

STEPS = {
    "planned": ("shipped", N_("Mark as shipped"), "truck-delivery"),
    "shipped": ("received", N_("Mark as signed for"), "checks"),
}


class DeliveryPage(MovingPage):
    """The pages of deliveries."""

    moves = MOVES

    def field_view(self, field: Field, row: Any, editable: bool) -> FieldView:
        """It stays with its order."""
        return super().field_view(field, row, editable and field.name != "order_id")

    def head(self, row: Any, editable: bool) -> dict[str, Any]:
        """What comes next is one click: shipped or signed for today."""
        found = super().head(row, editable)
        if not editable or row.state not in STEPS:
            return found
        then, label, drawn = STEPS[row.state]
        step = Link(say(label), f"{MODULE.path}/{row.id}/state/{then}", drawn, testid=f"delivery-{then}", post=True)
        return found | {"actions": (step,)}

    def cards(self, row: Any) -> tuple[Card, ...]:
        return (self._taken(row), *super().cards(row))

    def _taken(self, row: Any) -> Card:
        lines = container().trade.delivery().of(row.id)
        order, way, add = f"/orders/{row.order_id}/delivery", f"{MODULE.path}/{row.id}/quantities", None
        items = tuple(CardItem(f"{line.name} × {plain(line.quantity)} {line.unit or ''}".rstrip(), order) for line in lines)
        if row.state != "returned" and self.may("edit") and self.service.may("edit", row):
            add = Link(say("Change the quantities"), way, "pencil", testid="sales_delivery_book.quantities")
        return Card(say("Quantities"), "list", str(len(lines)), items, way if add else None, add, False, "taken")


page = DeliveryPage(MODULE)


def beneath(row: Any) -> str:
    """Below a delivery's number on a card: its state, day and way."""
    option = next(one for one in STATES if one.value == row.state)
    day = language.day(row.shipped_on) if row.shipped_on else ""
    return " · ".join(part for part in (say(option.label), day, row.carrier, row.tracking) if part)


SECOND["delivery"] = beneath
