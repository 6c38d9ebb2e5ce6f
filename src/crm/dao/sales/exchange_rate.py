"""Exchange rates in the database."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.exchange_rate import MODULE


@dataclass(frozen=True)
class DatedRate:
    """What one unit of a currency is worth from a day on."""

    currency: str
    starts_on: date
    rate: Decimal


@dataclass(frozen=True)
class RateDay:
    """A day that a currency has a rate for."""

    id: int
    currency: str
    starts_on: date


class ExchangeRateDao(RecordDao):
    module = MODULE

    @statement
    def on_day(self, currency: str, day: date) -> DatedRate | None: ...

    @statement
    def known(self, currencies: list[str]) -> list[DatedRate]: ...

    @statement
    def there(self, currencies: list[str], days: list[date]) -> list[RateDay]: ...
