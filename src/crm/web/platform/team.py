"""Pages of teams across departments."""

from crm.domain.platform.team import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
