"""Pages of order changes."""

from typing import Any

from crm.domain.sales.order_change import MODULE, MOVES
from crm.web.kit.record import RecordPage


class OrderChangePage(RecordPage):
    """The pages of order changes."""

    status_field = "state"

    def status_choice(self, row: Any) -> dict[str, Any] | None:
        """Only the moves that the change may make."""
        choice = super().status_choice(row)
        allowed = (row.state, *MOVES[row.state])
        return choice and choice | {"options": tuple(one for one in choice["options"] if one[0] in allowed)}


page = OrderChangePage(MODULE)
