"""Product category pages."""

from crm.domain.sales.product_category import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
