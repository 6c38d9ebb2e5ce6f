"""Pages of judgements of forecasts."""

from crm.domain.sales.forecast_override import MODULE
from crm.web.kit.record import RecordPage

page = RecordPage(MODULE)
