"""Discount limit pages."""

from crm.domain.sales.discount_limit import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
