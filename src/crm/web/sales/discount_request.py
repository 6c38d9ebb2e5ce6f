"""Discounts that wait: a list; each is decided where its lines stand."""

from typing import Any

from flask import redirect

from crm.domain.sales.discount_request import MODULE
from crm.web.kit.record import RecordPage


class DiscountRequestPage(RecordPage):
    """The pages of requests."""

    def show(self, id: int) -> Any:
        row = self.service.get(id)
        return redirect(f"/lines/{row.module}/{row.record_id}", 303)


page = DiscountRequestPage(MODULE)
