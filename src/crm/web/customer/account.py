"""Account pages, and the ways from a customer to the rooms that are about it."""

from typing import Any
from urllib.parse import urlencode

from flask import redirect, request

from crm import current
from crm.domain.customer.account import MODULE
from crm.domain.kit.filter import parse_address
from crm.domain.kit.filter_tree import as_json
from crm.domain.kit.plain import dumps
from crm.errors import Invalid
from crm.language import say
from crm.web.customer.rooms import rooms_of
from crm.web.kit.listing import Address
from crm.web.kit.record import RecordPage
from crm.web.kit.view import Link


class AccountPage(RecordPage):
    """The pages of customers."""

    status_field = "stage"

    def more_links(self, address: Address) -> tuple[Link, ...]:
        found = [
            Link(say("Due for care"), "/care/due", "clock", testid="customer_care.due"),
            Link(say("Map of customers"), f"{MODULE.path}/map", "map-pin", testid="customer_map.show"),
        ]
        if current.actor().may("grade_rule.create") and (condition := _condition()):
            rule = f"/grade-rules/new?{urlencode({'condition': condition})}"
            found.append(Link(say("Rule from this filter"), rule, "bolt", testid="customer_grade_rule.new"))
        return (*found, *super().more_links(address))

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        rooms = [Link(say("Single customer view"), f"{MODULE.path}/{row.id}/overview", "id", testid="customer_overview.show")]
        if row.kind == "company":
            rooms.append(Link(say("Group of companies"), f"{MODULE.path}/{row.id}/group", "sitemap", testid="customer_account_group.show"))
        rooms += rooms_of(MODULE, row)
        rooms.append(Link(say("Life cycle"), f"{MODULE.path}/{row.id}/lifecycle", "refresh", testid="customer_lifecycle.show"))
        return (*rooms, *super().record_links(row, editable))

    def relate(self, id: int, name: str) -> Any:
        """Preferences are filled in on their cards; a subsidiary is put in on the page of the group. A visit stays with its customer."""
        ways = {
            "subsidiaries": f"{MODULE.path}/{id}/subsidiaries/new", "preferences": f"{MODULE.path}/{id}/preferences",
            "visits": f"/visits/new?account_id={id}", "places": f"/places/of/{id}",
        }  # fmt: skip
        return redirect(ways[name], 303) if name in ways else super().relate(id, name)



def _condition() -> str:
    """The filter of the list as a rule keeps it; empty where there is none, or none that can be read."""
    try:
        found = parse_address(MODULE, request.args.getlist("f"), request.args.get("filter"))
    except Invalid:
        return ""
    return dumps(as_json(found)) if found else ""


page = AccountPage(MODULE)
