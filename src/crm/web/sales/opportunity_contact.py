"""Pages of contact roles."""

from crm.domain.sales.opportunity_contact import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
