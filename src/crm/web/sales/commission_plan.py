"""Pages of commission plans: whose customers they are for is a filter, and what one would have paid is tried."""

from functools import partial
from typing import Any

from crm.domain.sales.commission_plan import MODULE
from crm.language import say
from crm.web.kit.cell import SAID, WHOLE
from crm.web.kit.listing import Address
from crm.web.kit.ruled import Ruled
from crm.web.kit.view import Link
from crm.web.sales.commission_plan_condition import CUSTOMERS
from crm.web.sales.commission_words import tiers


class CommissionPlanPage(Ruled):
    """The pages of plans."""

    def more_links(self, address: Address) -> tuple[Link, ...]:
        runs = Link(say("Commission runs"), "/commission-runs", "coin", testid="sales_commission_run.index")
        return (runs, *super().more_links(address))

    def head(self, row: Any, editable: bool) -> dict[str, Any]:
        trial = Link(say("Try it on past months"), f"{MODULE.path}/{row.id}/trial", "player-play", testid="sales_commission_trial.index")
        return super().head(row, editable) | ({"actions": (trial,)} if editable else {})


page = CommissionPlanPage(MODULE, CUSTOMERS)
SAID[MODULE.name, "tiers"] = tiers
WHOLE[MODULE.name, "tiers"] = lambda: partial(tiers, between=" · ")
