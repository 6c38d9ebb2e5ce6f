"""Parts of bundles in the database."""

from dataclasses import dataclass
from decimal import Decimal

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.product_part import MODULE


@dataclass(frozen=True)
class Part:
    """So many of a product in a bundle."""

    id: int
    bundle_id: int
    product_id: int
    quantity: Decimal


class ProductPartDao(RecordDao):
    module = MODULE

    @statement
    def of(self, bundles: list[int]) -> list[Part]: ...
