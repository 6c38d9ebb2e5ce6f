"""Competitor pages, and the ways to how we stand against them."""

from typing import Any

from crm.domain.sales.competitor import MODULE
from crm.language import say
from crm.web.kit.listing import Address
from crm.web.kit.record import RecordPage
from crm.web.kit.view import Link


class CompetitorPage(RecordPage):
    """The pages of competitors."""

    status_field = "threat"

    def more_links(self, address: Address) -> tuple[Link, ...]:
        rates = Link(say("Win rate against competitors"), f"{MODULE.path}/win-rates", "percentage", testid="sales_market.index")
        return (rates, *super().more_links(address))

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        room = Link(say("Prices and sales"), f"{MODULE.path}/{row.id}/market", "chart-histogram", testid="sales_market.show")
        return (room, *super().record_links(row, editable))


page = CompetitorPage(MODULE)
