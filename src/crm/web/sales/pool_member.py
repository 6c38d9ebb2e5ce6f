"""Pages of the members of pools."""

from crm.domain.sales.pool_member import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
