"""The list of all requests for approval, for whoever administers them; each opens on the page of its decision."""

from typing import Any

from flask import redirect

from crm.domain.platform.approval_request import MODULE
from crm.web.kit.record import RecordPage


class ApprovalRequestPage(RecordPage):
    """The pages of requests."""

    def show(self, id: int) -> Any:
        return redirect(f"/approvals/{self.service.get(id).id}?alone=1", 303)


page = ApprovalRequestPage(MODULE)
