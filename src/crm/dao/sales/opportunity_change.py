"""The pipeline at two moments, in the database."""

from dataclasses import dataclass
from datetime import date, datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.kit.money import Money
from crm.domain.sales.opportunity import MODULE
from crm.domain.sales.opportunity_change import Change


@dataclass(frozen=True)
class Worth:
    """Deals together."""

    deals: int
    amount_base: Money | None


class ChangeDao(Dao):
    """Reads what deals were worth, as far as the reader may see the deals."""

    module = MODULE

    @statement
    def changes(self, since: datetime, until: datetime, pipeline: int | None = None) -> list[Change]: ...

    @statement
    def worth(self, moment: datetime, low: date | None, high: date | None, pipeline: int | None = None) -> Worth: ...
