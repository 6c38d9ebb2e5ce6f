"""Pages of instalments."""

from crm.domain.sales.receipt_plan import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
