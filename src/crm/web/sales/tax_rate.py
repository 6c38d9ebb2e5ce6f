"""Tax rate pages."""

from crm.domain.sales.tax_rate import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
