"""Prices in the database."""

from dataclasses import dataclass
from decimal import Decimal

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.kit.money import Money
from crm.domain.sales.price import MODULE


@dataclass(frozen=True)
class Offered:
    """What one of a product costs on a list from a quantity on."""

    id: int
    price_list_id: int
    product_id: int
    min_quantity: Decimal
    unit_price: Money


class PriceDao(RecordDao):
    module = MODULE

    @statement
    def of(self, lists: list[int], products: list[int]) -> list[Offered]: ...
