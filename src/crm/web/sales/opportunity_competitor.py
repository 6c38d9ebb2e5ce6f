"""Pages of competitors in deals."""

from crm.domain.sales.opportunity_competitor import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
