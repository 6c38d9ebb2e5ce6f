"""Lines of orders that come in by a file, in the database: they are written as lines of documents."""

from dataclasses import dataclass

from crm.dao.kit.base import Dao, statement
from crm.domain.sales.sales_order_line import MODULE


@dataclass(frozen=True)
class Counted:
    """An order and how many lines it has."""

    order_id: int
    lines: int


class SalesOrderLineDao(Dao):
    module = MODULE

    @statement
    def counts(self, ids: list[int]) -> list[Counted]: ...
