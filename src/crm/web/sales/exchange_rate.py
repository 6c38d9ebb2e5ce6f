"""Exchange rate pages."""

from crm.domain.sales.exchange_rate import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
