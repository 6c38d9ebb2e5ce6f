"""Public pools in the database, and all that went into them and out of them."""

from datetime import date, datetime
from typing import Any

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.pool import MODULE, Figure, Move, Pool, PoolCount, Viewing


class PoolDao(RecordDao):
    module = MODULE

    @statement
    def named(self, ids: list[int]) -> list[Pool]:
        """The pools of these ids, whoever asks."""
        ...

    @statement
    def take_turn(self, user_id: int) -> int:
        """Claims of one person wait for each other here, until the end of the transaction."""
        ...

    @statement
    def put_moves(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def claims(self, pool_ids: list[int], user_id: int, since: datetime) -> list[PoolCount]:
        """How many records of each pool the person has claimed, those not counted whose claim was undone."""
        ...

    @statement
    def last_moves(self, record_ids: list[int]) -> list[Move]:
        """The last move of each record."""
        ...

    @statement
    def history(self, record_id: int, size: int) -> list[Move]:
        """How often a record came into a pool and left it, the last first."""
        ...

    @statement
    def figures(self, pool_id: int, since: datetime) -> list[Figure]:
        """What each person did with the pool; of what fell back and was given up the person is whose it was."""
        ...

    @statement
    def put_holds(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def viewing(self, user_id: int, day: date, record_id: int) -> Viewing | None:
        """What opening the record would count for; None where it lies in no pool with a quota."""
        ...

    @statement
    def with_quota(self) -> list[int]:
        """The pools in which the records that somebody opens are counted."""
        ...

    @statement
    def put_view(self, user_id: int, day: date, pool_id: int, record_id: int) -> int:
        """0 when the person has opened so many already."""
        ...

    @statement
    def forget_views(self, day: date) -> int:
        """Those before the day."""
        ...
