"""What is known of a competitor put together: sales by period, prices, deals met."""

from dataclasses import dataclass
from datetime import date, datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.kit.money import Money
from crm.domain.sales.competitor import MODULE
from crm.domain.sales.market import Meeting, Sold


@dataclass(frozen=True)
class Asked:
    """What a product of a competitor costs, or cost."""

    id: int
    product_id: int
    product_name: str
    price: Money
    currency: str
    unit: str | None
    starts_on: date
    ends_on: date | None
    region: str | None
    origin: str


class MarketDao(Dao):
    module = MODULE

    @statement
    def sold(self, competitor_id: int, size: int) -> list[Sold]:
        """The last periods, in the company's currency. A figure for the whole competitor goes before the sum of its products."""
        ...

    @statement
    def asked(self, competitor_id: int, size: int) -> list[Asked]:
        """The newest prices of all products."""
        ...

    @statement
    def meetings(
        self, size: int, competitor_id: int | None = None, since: datetime | None = None, until: datetime | None = None
    ) -> list[Meeting]:
        """How deals ended, or stand, in which a competitor was met; of those that the reader may see. A span means the day they closed."""
        ...
