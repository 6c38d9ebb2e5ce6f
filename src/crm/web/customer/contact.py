"""Contact pages, and the ways from a contact to the rooms that are about him."""

from typing import Any

from flask import redirect

from crm import current
from crm.domain.customer.contact import MODULE
from crm.language import say
from crm.web.kit.record import RecordPage
from crm.web.kit.view import Link


class ContactPage(RecordPage):
    """The pages of contacts."""

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        rooms = []
        if current.actor().may("relation.view"):
            rooms.append(
                Link(say("Chart of relations"), f"{MODULE.path}/{row.id}/relations", "git-merge", testid="customer_relation_room.contact")
            )
        if current.actor().may("preference.view"):
            rooms.append(
                Link(say("Likes and habits"), f"{MODULE.path}/{row.id}/preferences", "heart", testid="customer_preference_room.contact")
            )
        return (*rooms, *super().record_links(row, editable))

    def relate(self, id: int, name: str) -> Any:
        """A relation begins with the other person, a preference with the cards."""
        room = {"relations": "relations/new", "preferences": "preferences"}.get(name)
        return redirect(f"{MODULE.path}/{id}/{room}", 303) if room else super().relate(id, name)


page = ContactPage(MODULE)
