"""Judgements of forecasts in the database."""

from dataclasses import dataclass
from datetime import date

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.kit.field import Record
from crm.domain.sales.forecast_override import MODULE


@dataclass(frozen=True)
class Owned:
    """What a person owns, as the access predicate looks at it."""

    owner_id: int
    department_id: int | None
    pool_id: int | None


class ForecastOverrideDao(RecordDao):
    module = MODULE

    @statement
    def of_period(self, span: str, starts_on: date, size: int) -> list[Record]:
        """Those of one period that the actor may see, the newest first."""
        ...

    @statement
    def people(self, ids: list[int]) -> list[Owned]:
        """Whose deals would be where; names and departments of colleagues are no secret."""
        ...
