"""Recurring tasks in the database."""

from crm.dao.kit.base import Dao, statement
from crm.domain.customer.recurrence import Series


class RecurrenceDao(Dao):
    @statement
    def series(self, ids: list[int]) -> list[Series]:
        """Those of the activities that recur."""
        ...
