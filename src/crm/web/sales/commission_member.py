"""Pages of those whom commission plans are for."""

from crm.domain.sales.commission_member import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
