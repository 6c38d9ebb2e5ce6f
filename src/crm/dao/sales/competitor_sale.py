"""Sales of competitors in the database."""

from crm.dao.kit.record import RecordDao
from crm.domain.sales.competitor_sale import MODULE


class CompetitorSaleDao(RecordDao):
    module = MODULE
