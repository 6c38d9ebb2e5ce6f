"""Discount limits in the database."""

from dataclasses import dataclass
from decimal import Decimal

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.discount_limit import MODULE


@dataclass(frozen=True)
class Limit:
    """How much a role may take off in a category, or of everything."""

    id: int
    role_id: int
    category_id: int | None
    percent: Decimal


class DiscountLimitDao(RecordDao):
    module = MODULE

    @statement
    def of(self, roles: list[int]) -> list[Limit]: ...
