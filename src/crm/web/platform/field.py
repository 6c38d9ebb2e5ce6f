"""Pages of the fields that administrators add."""

from crm.domain.platform.field import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
