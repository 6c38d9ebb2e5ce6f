"""Pages of order changes: what they alter, line by line, and whether that comes to be."""

from typing import Any

from markupsafe import escape

from crm import current, language
from crm.domain.kit.field import Field
from crm.domain.kit.money import Money
from crm.domain.sales.order_change import DECIDED, MODULE, MOVES, STATES
from crm.domain.sales.quote_difference import Pair
from crm.language import say
from crm.web.kit.page import container, permits
from crm.web.kit.related import SECOND
from crm.web.kit.view import Card, CardItem, FieldView, Link, Tile
from crm.web.sales.line_view import line_card, plain
from crm.web.sales.moving import MovingPage
from crm.web.sales.quote_difference import KINDS, worded


class OrderChangePage(MovingPage):
    """The pages of order changes."""

    moves = MOVES

    def head(self, row: Any, editable: bool) -> dict[str, Any]:
        """The next step stands beside its number."""
        return super().head(row, editable) | {"actions": self._next(row) if editable and row.state == "draft" else ()}

    def _next(self, row: Any) -> tuple[Link, ...]:
        said = say("Apply to the order") if self.service.may("approve", row) else say("Submit for approval")
        way = f"{MODULE.path}/{row.id}/application"
        return (Link(said, way, "circle-check", testid="sales_order_step.apply", post=True),)

    def offered(self, row: Any) -> tuple[str, ...]:
        decides = self.service.may("approve", row)
        return tuple(state for state in MOVES[row.state] if decides or state not in DECIDED)

    def field_view(self, field: Field, row: Any, editable: bool) -> FieldView:
        """It stays with its order; what is decided stays as it is."""
        settled = field.name == "order_id" or (field.name in ("reason", "amount") and row.state != "draft")
        return super().field_view(field, row, editable and not settled)

    def cards(self, row: Any) -> tuple[Card, ...]:
        editable = row.state == "draft" and self.may("edit") and self.service.may("edit", row)
        return (self._altered(row), line_card(MODULE.name, row, editable), *super().cards(row))

    @staticmethod
    def _altered(row: Any) -> Card:
        """The lines that it alters."""
        pairs = [pair for pair in container().trade.order_change().difference(row.id).pairs if pair.kind != "same"]
        way = f"{MODULE.path}/{row.id}/comparison"
        code = row.currency or current.own_currency()
        items = tuple(CardItem((pair.after or pair.before).name, way, _said(pair, code)) for pair in pairs)
        return Card(say("What it alters"), "git-compare", str(len(pairs)), items, way, None, False, "altered")

    def tiles(self, row: Any, top: Any, counted: list[Any], cards: tuple[Card, ...]) -> tuple[Tile, ...]:
        before, after = row.amount_before, row.amount
        own = [
            Tile(say(MODULE.fields[name].label), escape(language.money(amount, row.currency)), None, None, name)
            for name, amount in (("amount_before", before), ("amount", after))
            if amount is not None
        ]
        if before is not None and after is not None and before != after:
            more = after - before
            sign = "+" if more > 0 else "−"
            own.append(Tile(say("Difference"), escape(f"{sign}{language.money(abs(more), row.currency)}"), None, None, "difference"))
        return (*own, *super().tiles(row, top, counted, cards))


page = OrderChangePage(MODULE)


@page.get("/<int:id>/comparison")
@permits("order_change.view")
def compare(id: int) -> Any:
    """The lines before and after, and what both come to."""
    service = container().trade.order_change()
    row, found = service.get(id), service.difference(id)
    code = row.currency or current.own_currency()
    rows, sums = worded(found, (code, code))
    return page.render(
        "compare", title=MODULE.title(row), record_url=f"{MODULE.path}/{id}", rows=rows, sums=sums, same=found.same, reason=row.reason
    )


def _said(pair: Pair, code: str) -> str:
    """What became of a line: its quantity, and how much more or less it comes to."""
    sides = [one for one in (pair.before, pair.after) if one]
    quantities = dict.fromkeys(f"{plain(one.quantity)} {one.unit or ''}".rstrip() for one in sides)
    more = (pair.after.total if pair.after else Money(0)) - (pair.before.total if pair.before else Money(0))
    amount = f"{'+' if more > 0 else '−'}{language.money(abs(more), code)}" if more else ""
    kind = say(KINDS[pair.kind][0]) if len(sides) == 1 else ""
    return " · ".join(part for part in (kind, " → ".join(quantities), amount) if part)


def beneath(row: Any) -> str:
    """Below a change's number on a card: its state and why."""
    option = next(one for one in STATES if one.value == row.state)
    return " · ".join((say(option.label), row.reason))


SECOND["order_change"] = beneath
