"""Groups of companies in the database."""

from datetime import datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.customer.account_group import Node, Tally


class AccountGroupDao(Dao):
    @statement
    def line(self, id: int, deepest: int) -> list[int]:
        """The ids from a customer up to the top of its group."""
        ...

    @statement
    def tree(self, top: int, deepest: int, size: int) -> list[Node]:
        """A customer and everything below it, as far as the reader may see it."""
        ...

    @statement
    def contacts(self, ids: list[int]) -> list[Tally]: ...

    @statement
    def activities(self, ids: list[int], since: datetime) -> list[Tally]:
        """What was done with the customers since then; tasks are counted apart."""
        ...

    @statement
    def tasks(self, ids: list[int]) -> list[Tally]:
        """Tasks that are still open."""
        ...
