"""Large exports: a list of who took what away, and each with its approval."""

from crm.domain.customer.export_request import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
