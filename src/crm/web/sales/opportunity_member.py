"""Pages of team members."""

from crm.domain.sales.opportunity_member import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
