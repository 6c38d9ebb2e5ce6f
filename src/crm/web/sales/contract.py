"""Pages of contracts."""

from crm.domain.sales.contract import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
