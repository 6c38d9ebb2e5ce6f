"""Pages of quotes: where they stand, their lines, their versions and options, the ways on."""

from crm.domain.sales.quote import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
