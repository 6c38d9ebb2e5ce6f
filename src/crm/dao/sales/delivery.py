"""Deliveries in the database."""

from crm.dao.kit.base import statement
from crm.dao.sales.order_part import OrderPartDao
from crm.dao.sales.sales_order import Numbered
from crm.domain.sales.delivery import MODULE


class DeliveryDao(OrderPartDao):
    module = MODULE

    @statement
    def numbers(self, numbers: list[str]) -> list[Numbered]:
        """The deliveries that have one of the numbers."""
        ...
