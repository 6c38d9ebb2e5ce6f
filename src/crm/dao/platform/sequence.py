"""Ids of records: one sequence for all modules, so that a number names one thing."""

from crm.dao.kit.base import Dao, statement


class SequenceDao(Dao):
    @statement
    def last(self, n: int) -> int:
        """Take n ids and give the last of them; on PostgreSQL they may have gaps before it."""
        ...

    def take(self, n: int = 1) -> list[int]:
        """n new ids, in order."""
        last = self.last(n)
        return list(range(last - n + 1, last + 1))
