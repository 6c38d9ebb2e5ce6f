"""Pages of prices of competitors."""

from crm.domain.sales.competitor_price import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
