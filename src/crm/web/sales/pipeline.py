"""Pipelines pages."""

from crm.domain.sales.pipeline import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
