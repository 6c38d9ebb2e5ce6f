"""Preference pages; one more preference of a known customer is asked for on the cards."""

from typing import Any

from flask import redirect, request

from crm.domain.customer.preference import MODULE
from crm.web.kit.record import RecordPage

ROOMS = {"account_id": "/accounts", "contact_id": "/contacts"}


class PreferencePage(RecordPage):
    """The pages of preferences."""

    def new(self) -> Any:
        for name, path in ROOMS.items():
            if len(request.args) == 1 and (id := request.args.get(name, type=int)):
                return redirect(f"{path}/{id}/preferences", 303)
        return super().new()


page = PreferencePage(MODULE)
