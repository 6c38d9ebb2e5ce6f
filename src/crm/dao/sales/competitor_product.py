"""Products of competitors in the database."""

from crm.dao.kit.record import RecordDao
from crm.domain.sales.competitor_product import MODULE


class CompetitorProductDao(RecordDao):
    module = MODULE
