"""Pages of receipts."""

from crm.domain.sales.receipt import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
