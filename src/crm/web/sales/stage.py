"""Stage pages."""

from crm.domain.sales.stage import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
