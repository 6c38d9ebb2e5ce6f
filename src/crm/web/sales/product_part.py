"""Pages of parts of bundles."""

from crm.domain.sales.product_part import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
