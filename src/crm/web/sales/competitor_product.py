"""Pages of products of competitors."""

from crm.domain.sales.competitor_product import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
