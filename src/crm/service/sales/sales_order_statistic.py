"""What orders come to, of those that the actor sees."""

from datetime import date

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.sales_order_statistic import SalesOrderStatisticDao
from crm.domain.kit.money import Money
from crm.domain.sales.period import unbroken
from crm.domain.sales.sales_order import MODULE
from crm.domain.sales.sales_order_statistic import Part, Summed
from crm.errors import Forbidden
from crm.service.kit.transaction import reading

MOST, MONTHS, PAGE = 50, 24, 50


class SalesOrderStatisticService:
    def __init__(self, db: Database, statistics: SalesOrderStatisticDao):
        self.db = db
        self.statistics = statistics

    @reading
    def sums(self, year: int | None = None) -> dict[str, list[Summed]]:
        """Group -> its lines, of the orders of the year, or of all. States count all orders, the others those that were agreed."""
        self._require()
        found, days = self.statistics, _days(year)
        return {
            "state": found.by_state(MOST, *days),
            "month": unbroken(found.by_month(MONTHS, *days), _nothing, MONTHS),
            "owner": found.by_owner(MOST, *days),
            "department": found.by_department(MOST, *days),
            "category": found.by_category(MOST, *days),
            "account": found.by_account(MOST, *days),
        }

    @reading
    def of_category(self, category_id: int | None, year: int | None = None, after: tuple[date, int] | None = None) -> list[Part]:
        """The orders behind one category, one more than a page where there are more."""
        self._require()
        return self.statistics.of_category(PAGE + 1, category_id, *_days(year), *(after or (None, None)))

    @staticmethod
    def _require() -> None:
        """Whoever may not read what an order comes to learns it from no sum either."""
        field = MODULE.fields.get("amount_base")
        if not current.actor().may(MODULE.permission("view")) or field is None or field.masked:
            raise Forbidden()

    @staticmethod
    def knows_margin() -> bool:
        field = MODULE.fields.get("margin_base")
        return field is not None and not field.masked


def _days(year: int | None) -> tuple[date | None, date | None]:
    return (date(year, 1, 1), date(year + 1, 1, 1)) if year else (None, None)


def _nothing(month: str) -> Summed:
    return Summed(month, None, 0, Money(0), None)
