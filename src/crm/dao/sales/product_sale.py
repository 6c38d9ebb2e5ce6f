"""What products brought, added up by the database: ours from won deals, competitors' as far as it is known."""

from dataclasses import dataclass
from datetime import date, datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.kit.money import Money
from crm.domain.sales.product_sale import ProductSale, RivalSale


@dataclass(frozen=True)
class SoldDeal:
    """A won deal, and how much of it is one product's."""

    id: int
    name: str
    account_name: str | None
    owner_name: str | None
    closed_at: datetime
    amount_base: Money


class ProductSaleDao(Dao):
    @statement
    def sold(
        self, edge_0: datetime, edge_1: datetime, edge_2: datetime, edge_3: datetime, edge_4: datetime, edge_5: datetime,
        edge_6: datetime, edge_7: datetime, edge_8: datetime, edge_9: datetime, edge_10: datetime, edge_11: datetime, edge_12: datetime,
    ) -> list[ProductSale]:
        """By product and period between the edges, of the deals that the reader may see."""
        ...

    @statement
    def deals(
        self, since: datetime, until: datetime, size: int, product_id: int | None = None, after_at: datetime | None = None,
        after_id: int | None = None,
    ) -> list[SoldDeal]:
        """The deals behind one figure, the newest first; without a product those that name none."""
        ...

    @statement
    def rivals(self, since: date, until: date) -> list[RivalSale]:
        """The figures of competitors that lie within the days, as far as the reader may see them."""
        ...
