"""Lead pages."""

from crm.domain.sales.lead import MODULE
from crm.web.kit.record import RecordPage


class LeadPage(RecordPage):
    """The pages of leads."""

    status_field = "state"


page = LeadPage(MODULE)
