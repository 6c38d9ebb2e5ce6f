"""Pages of market information: each note with its files."""

from typing import Any

from crm import current
from crm.domain.sales.market_note import MODULE
from crm.web.kit.record import RecordPage


class MarketNotePage(RecordPage):
    """The pages of market information."""

    status_field = "kind"

    def values_of(self, row: Any, refusal: Any, raw: Any) -> dict[str, Any]:
        """With files, as records have that activities are written down for."""
        files = f"/files/of/{MODULE.name}/{row.id}" if current.actor().may("file.view") else None
        return super().values_of(row, refusal, raw) | {"files_url": files}


page = MarketNotePage(MODULE)
