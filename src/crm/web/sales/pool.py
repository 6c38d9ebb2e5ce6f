"""Pages of public pools."""

from crm.domain.sales.pool import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
