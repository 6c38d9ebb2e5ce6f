"""Products of competitors."""

from crm.dao.sales.competitor_product import CompetitorProductDao
from crm.domain.sales.competitor_product import CompetitorProduct, CompetitorProductDraft
from crm.service.kit.record import RecordService


class CompetitorProductService(RecordService[CompetitorProduct, CompetitorProductDraft]):
    records: CompetitorProductDao
