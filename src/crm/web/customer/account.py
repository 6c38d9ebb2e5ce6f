"""Account pages."""

from crm.domain.customer.account import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
