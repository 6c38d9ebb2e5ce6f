"""Relation pages; a relation of a known contact begins with a search for the other person."""

from typing import Any

from flask import redirect, request

from crm.domain.customer.relation import MODULE
from crm.web.kit.record import RecordPage


class RelationPage(RecordPage):
    """The pages of relations."""

    def new(self) -> Any:
        if len(request.args) == 1 and (id := request.args.get("contact_id", type=int)):
            return redirect(f"/contacts/{id}/relations/new", 303)
        return super().new()


page = RelationPage(MODULE)
