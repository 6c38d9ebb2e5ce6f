"""What waits for somebody among orders, in the database."""

from crm.dao.kit.base import Dao, statement
from crm.domain.sales.sales_order import MODULE
from crm.domain.sales.sales_order_today import Waiting


class SalesOrderTodayDao(Dao):
    module = MODULE

    @statement
    def waiting(self, size: int) -> list[Waiting]: ...
