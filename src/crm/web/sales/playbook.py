"""Playbook pages."""

from crm.domain.sales.playbook import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
