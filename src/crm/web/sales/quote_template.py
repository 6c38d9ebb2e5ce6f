"""Pages of templates: beside each the way to see a paper printed with it."""

from typing import Any

from crm.domain.sales.quote_template import MODULE
from crm.language import say
from crm.web.kit.record import RecordPage
from crm.web.kit.view import Link


class QuoteTemplatePage(RecordPage):
    """The pages of templates."""

    def head(self, row: Any, editable: bool) -> dict[str, Any]:
        look = Link(say("Preview as PDF"), f"/papers/templates/{row.id}.pdf", "file-type-pdf", testid="sales_paper.preview")
        return super().head(row, editable) | {"actions": (look,)}


page = QuoteTemplatePage(MODULE)
