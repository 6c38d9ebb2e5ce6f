"""Member pages. A new member of a known household is searched for first."""

from typing import Any

from flask import redirect, request

from crm.domain.customer.household_member import MODULE
from crm.web.kit.record import RecordPage


class MemberPage(RecordPage):
    """The pages of members."""

    def new(self) -> Any:
        home = request.args.get("household_id", type=int)
        if home and "by" not in request.args and len(request.args) == 1:
            return redirect(f"/households/{home}/members/new", 303)
        return super().new()


page = MemberPage(MODULE)
