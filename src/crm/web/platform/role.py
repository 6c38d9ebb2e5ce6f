"""Role pages."""

from crm.domain.platform.role import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
