"""What orders come to, added up by the database."""

from datetime import date

from crm.dao.kit.base import Dao, statement
from crm.domain.sales.sales_order import MODULE
from crm.domain.sales.sales_order_statistic import Part, Summed


class SalesOrderStatisticDao(Dao):
    """Each takes the first day of ordering and the day after the last; none means all."""

    module = MODULE

    @statement
    def by_state(self, size: int, since: date | None = None, until: date | None = None) -> list[Summed]: ...

    @statement
    def by_month(self, size: int, since: date | None = None, until: date | None = None) -> list[Summed]:
        """The last months first."""
        ...

    @statement
    def by_owner(self, size: int, since: date | None = None, until: date | None = None) -> list[Summed]: ...

    @statement
    def by_department(self, size: int, since: date | None = None, until: date | None = None) -> list[Summed]: ...

    @statement
    def by_category(self, size: int, since: date | None = None, until: date | None = None) -> list[Summed]:
        """An order is split over its lines by what each comes to; one without lines is of no category."""
        ...

    @statement
    def by_account(self, size: int, since: date | None = None, until: date | None = None) -> list[Summed]: ...

    @statement
    def of_category(
        self, size: int, category_id: int | None = None, since: date | None = None, until: date | None = None, after_on: date | None = None,
        after_id: int | None = None,
    ) -> list[Part]:  # fmt: skip
        """The orders behind one category, the newest first; without one those that name no product with a category."""
        ...
