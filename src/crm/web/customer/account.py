"""Account pages, and the ways from a customer to the rooms that are about it."""

from typing import Any

from crm import current
from crm.domain.customer.account import MODULE
from crm.language import say
from crm.web.kit.record import RecordPage
from crm.web.kit.view import Link


class AccountPage(RecordPage):
    """The pages of customers."""

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        rooms = []
        if row.kind == "company":
            rooms.append(Link(say("Group of companies"), f"{MODULE.path}/{row.id}/group", "sitemap", testid="customer_account_group.show"))
        if current.actor().may("relation.view"):
            rooms.append(
                Link(say("Chart of relations"), f"{MODULE.path}/{row.id}/relations", "git-merge", testid="customer_relation_room.account")
            )
        if current.actor().may("preference.view"):
            rooms.append(
                Link(say("Likes and habits"), f"{MODULE.path}/{row.id}/preferences", "heart", testid="customer_preference_room.account")
            )
        return (*rooms, *super().record_links(row, editable))


page = AccountPage(MODULE)
