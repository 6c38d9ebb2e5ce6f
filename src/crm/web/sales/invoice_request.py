"""Pages of invoice requests."""

from crm.domain.sales.invoice_request import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
