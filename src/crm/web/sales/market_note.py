"""Pages of market information."""

from crm.domain.sales.market_note import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
