"""Pages of the months of the books."""

from typing import Any

from crm.domain.sales.period import MODULE
from crm.language import say
from crm.web.kit.record import RecordPage
from crm.web.kit.view import Link


class PeriodPage(RecordPage):
    """The pages of months: what opens one again, or closes it, stands beside its name."""

    def head(self, row: Any, editable: bool) -> dict[str, Any]:
        found = super().head(row, editable)
        if not editable or (row.state == "closed" and not self.service.may("approve", row)):
            return found
        label = say("Open again") if row.state == "closed" else say("Close")
        return found | {"actions": (Link(label, f"{MODULE.path}/{row.id}/edit", "lock", testid="sales_period.edit"),)}


page = PeriodPage(MODULE)
