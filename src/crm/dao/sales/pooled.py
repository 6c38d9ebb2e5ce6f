"""What is asked of the records that may lie in pools; the same for every module of them."""

from crm.dao.kit.base import Dao, statement
from crm.domain.kit.filter import Query
from crm.domain.kit.module import Module
from crm.domain.sales.pool import Holding, Lying, PoolCount
from crm.domain.sales.pool_rule import Cut, Falling, Share


class PooledDao(Dao, abstract=True):
    """Reads the records of one module. A subclass names its `module`."""

    module: Module

    @statement
    def lock(self, pool_id: int, ids: list[int]) -> list[int]:
        """Those that lie in the pool now: nobody else can claim them before the end of this transaction."""
        ...

    @statement
    def lying(self, pool_id: int, query: Query, size: int) -> list[Lying]:
        """What lies in the pool, in the query's order; the service asks for members alone."""
        ...

    @statement
    def count_lying(self, pool_id: int, query: Query, size: int) -> int:
        """How many of them, counting no further than `size`."""
        ...

    @statement
    def counts_lying(self, pool_ids: list[int], size: int) -> list[PoolCount]:
        """How much lies in each of the pools, counting no further than `size`."""
        ...

    @statement
    def holdings(self, owner_id: int) -> list[Holding]:
        """How many records of each grade somebody owns."""
        ...

    @statement
    def owned(self) -> int:
        """How many records have an owner."""
        ...

    @statement
    def falling(
        self, query: Query, cut: Cut, size: int, after_id: int, owner_id: int | None = None, record_id: int | None = None
    ) -> list[Falling]:
        """Records with an owner, unprotected, whose clock has run out by one kind of rule; in the order of their ids."""
        ...

    @statement
    def shares(self, query: Query, cut: Cut) -> list[Share]:
        """How many of those each owner has, who has most first."""
        ...
