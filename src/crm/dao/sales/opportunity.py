"""Deals in the database."""

from datetime import datetime

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.kit.filter import Query
from crm.domain.sales.opportunity import MODULE


class OpportunityDao(RecordDao):
    module = MODULE

    @statement
    def meeting(self, query: Query, ids: list[int]) -> list[int]:
        """Those of the deals that the filter finds, whoever may see them: the condition is the house's."""
        ...

    @statement
    def touch(self, ids: list[int], at: datetime) -> int:
        """Somebody called, wrote, met or visited: the last touch is this, unless a later one is known."""
        ...
