"""Pages of competitors."""

from crm.domain.sales.competitor import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
