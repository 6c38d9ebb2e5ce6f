"""Price pages."""

from crm.domain.sales.price import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
