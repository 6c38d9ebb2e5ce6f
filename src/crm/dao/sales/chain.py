"""What followed from what, in the database."""

from crm.dao.kit.base import Dao, statement
from crm.domain.sales.chain import Link
from crm.domain.sales.sales_order import MODULE


class ChainDao(Dao):
    module = MODULE

    @statement
    def links(
        self, deal_id: int | None, order_id: int | None = None, quote_id: int | None = None, of_deal: int | None = None
    ) -> list[Link]:
        """By one of order, quote and deal; in no order."""
        ...
