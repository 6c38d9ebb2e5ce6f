"""The list of all shares, for whoever administers them; each opens at the lock of its record."""

from typing import Any

from flask import redirect

from crm.domain.kit.module import modules
from crm.domain.platform.share import MODULE
from crm.web.kit.address import url
from crm.web.kit.record import RecordPage


class SharePage(RecordPage):
    """The pages of shares."""

    def show(self, id: int) -> Any:
        row = self.service.get(id)
        return redirect(url(modules()[row.subject_module], "access", id=row.subject_id), 303)


page = SharePage(MODULE)
