"""What is still to come in by how long it is overdue, added up by the database."""

from datetime import date

from crm.dao.kit.base import Dao, statement
from crm.domain.sales.ageing import Aged
from crm.domain.sales.receipt_plan import MODULE


class AgeingDao(Dao):
    module = MODULE

    @statement
    def by_customer(self, today: date, since_30: date, since_60: date, since_90: date, size: int) -> list[Aged]:
        """The most overdue first; among them all together, with the key 0."""
        ...

    @statement
    def by_owner(self, today: date, since_30: date, since_60: date, since_90: date, size: int) -> list[Aged]: ...
