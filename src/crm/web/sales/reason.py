"""Reasons pages."""

from crm.domain.sales.reason import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
