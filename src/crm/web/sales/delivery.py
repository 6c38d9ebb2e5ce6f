"""Pages of deliveries."""

from typing import Any

from crm.domain.sales.delivery import MODULE, MOVES
from crm.web.kit.record import RecordPage


class DeliveryPage(RecordPage):
    """The pages of deliveries."""

    status_field = "state"

    def status_choice(self, row: Any) -> dict[str, Any] | None:
        """Only the moves that the delivery may make."""
        choice = super().status_choice(row)
        allowed = (row.state, *MOVES[row.state])
        return choice and choice | {"options": tuple(one for one in choice["options"] if one[0] in allowed)}


page = DeliveryPage(MODULE)
