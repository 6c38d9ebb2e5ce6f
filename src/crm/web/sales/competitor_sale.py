"""Pages of sales of competitors."""

from crm.domain.sales.competitor_sale import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
