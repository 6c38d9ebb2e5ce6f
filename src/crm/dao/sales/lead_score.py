"""Scoring rules in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.lead_score import MODULE, LeadScore


class LeadScoreDao(RecordDao):
    module = MODULE

    @statement
    def active_rules(self) -> list[LeadScore]:
        """The rules that are in force, in their order."""
        ...
