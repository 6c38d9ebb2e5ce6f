"""Pages of ticked items."""

from crm.domain.sales.opportunity_tick import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
