"""Pages of who receives leads."""

from crm.domain.sales.lead_receiver import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
