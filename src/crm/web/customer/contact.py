"""Contact pages, and the ways from a contact to the rooms that are about him."""

from typing import Any

from flask import redirect

from crm.domain.customer.contact import MODULE
from crm.web.customer.rooms import rooms_of
from crm.web.kit.record import RecordPage
from crm.web.kit.view import Link


class ContactPage(RecordPage):
    """The pages of contacts."""

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        return (*rooms_of(MODULE, row), *super().record_links(row, editable))

    def relate(self, id: int, name: str) -> Any:
        """A relation begins with the other person, a preference with the cards."""
        room = {"relations": "relations/new", "preferences": "preferences"}.get(name)
        return redirect(f"{MODULE.path}/{id}/{room}", 303) if room else super().relate(id, name)


page = ContactPage(MODULE)
