"""Price list pages."""

from crm.domain.sales.price_list import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
