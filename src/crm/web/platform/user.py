"""User pages."""

from crm.domain.platform.user import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
