"""Pages of sales orders: where they stand, what is still to deliver, the ways on."""

from typing import Any

from crm.domain.sales.sales_order import MODULE, MOVES
from crm.web.kit.record import RecordPage
from crm.web.kit.view import Card
from crm.web.sales.line_view import line_card


class SalesOrderPage(RecordPage):
    """The pages of orders."""

    status_field = "state"

    def status_choice(self, row: Any) -> dict[str, Any] | None:
        """Only the moves that the order may make."""
        choice = super().status_choice(row)
        allowed = (row.state, *MOVES[row.state])
        return choice and choice | {"options": tuple(one for one in choice["options"] if one[0] in allowed)}

    def cards(self, row: Any) -> tuple[Card, ...]:
        return (line_card(MODULE.name, row, self.may("edit") and self.service.may("edit", row)), *super().cards(row))


page = SalesOrderPage(MODULE)
