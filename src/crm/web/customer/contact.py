"""Contact pages."""

from crm.domain.customer.contact import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
