"""Deliveries in the database."""

from crm.dao.sales.order_part import OrderPartDao
from crm.domain.sales.delivery import MODULE


class DeliveryDao(OrderPartDao):
    module = MODULE
