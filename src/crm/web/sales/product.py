"""Product pages."""

from crm.domain.sales.product import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
