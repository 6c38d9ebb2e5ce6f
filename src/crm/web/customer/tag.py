"""Tag pages."""

from crm.domain.customer.tag import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
