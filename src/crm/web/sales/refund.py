"""Pages of refunds."""

from crm.domain.sales.refund import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
