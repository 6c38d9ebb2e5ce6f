"""Order changes in the database."""

from datetime import datetime

from crm.dao.kit.base import statement
from crm.dao.sales.order_part import OrderPartDao
from crm.domain.sales.order_change import MODULE


class OrderChangeDao(OrderPartDao):
    module = MODULE

    @statement
    def set_applied(self, id: int, at: datetime | None) -> int: ...
