"""Department pages."""

from crm.domain.platform.department import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
