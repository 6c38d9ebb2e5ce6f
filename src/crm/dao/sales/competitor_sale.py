"""Sales of competitors in the database."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.kit.money import Money
from crm.domain.sales.competitor_sale import MODULE


@dataclass(frozen=True)
class Worth:
    """An amount that is to be counted in the company's currency."""

    id: int
    amount: Money | None
    currency: str
    ends_on: date


class CompetitorSaleDao(RecordDao):
    module = MODULE

    @statement
    def amounts(self, ids: list[int]) -> list[Worth]:
        """What was just written, whoever wrote it."""
        ...

    @statement
    def set_base(self, rows: list[dict[str, Any]]) -> int:
        """A derived column: it leaves no change set and no new version."""
        ...
