"""Competitors."""

from crm.dao.sales.competitor import CompetitorDao
from crm.domain.sales.competitor import Competitor, CompetitorDraft
from crm.service.kit.record import RecordService


class CompetitorService(RecordService[Competitor, CompetitorDraft]):
    records: CompetitorDao
