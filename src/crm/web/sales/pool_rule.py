"""Pages of the rules of pools."""

from crm.domain.sales.pool_rule import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
