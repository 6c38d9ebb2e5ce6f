"""Pages of the members of teams across departments."""

from crm.domain.platform.team_member import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
