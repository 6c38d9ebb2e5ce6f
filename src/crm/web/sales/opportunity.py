"""Pages of deals."""

from crm.domain.sales.opportunity import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
