"""Pages of deals."""

from crm.domain.sales.opportunity import MODULE
from crm.web.kit.record import RecordPage


class OpportunityPage(RecordPage):
    """The pages of deals."""

    status_field = "stage_id"


page = OpportunityPage(MODULE)
