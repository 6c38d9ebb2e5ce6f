"""Pages of the questions of preference cards."""

from crm.domain.customer.preference_field import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
