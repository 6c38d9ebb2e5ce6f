"""Positions pages."""

from crm.domain.platform.position import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
