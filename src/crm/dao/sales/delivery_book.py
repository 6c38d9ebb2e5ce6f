"""What was ordered and what deliveries take of it, in the database."""

from crm.dao.kit.base import Dao, statement
from crm.domain.sales.delivery_book import Head, Ordered, Part, Taken
from crm.domain.sales.sales_order import MODULE


class DeliveryBookDao(Dao):
    module = MODULE

    @statement
    def lock(self, ids: list[int]) -> list[Head]:
        """Nobody else writes what belongs to these orders before the transaction ends."""
        ...

    @statement
    def heads(self, ids: list[int]) -> list[Head]: ...

    @statement
    def ordered(self, ids: list[int]) -> list[Ordered]: ...

    @statement
    def taken(self, ids: list[int]) -> list[Taken]: ...

    @statement
    def progress(self, id: int, gone: tuple[str, ...]) -> list[Part]:
        """How much of each line of an order is gone, in one go."""
        ...
