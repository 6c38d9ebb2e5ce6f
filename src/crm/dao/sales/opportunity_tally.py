"""What is kept of deals beside them, in the database."""

from dataclasses import dataclass
from datetime import datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.kit.filter import Query
from crm.domain.kit.money import Money
from crm.domain.sales.opportunity import MODULE


@dataclass(frozen=True)
class Sum:
    """The deals of one stage together."""

    stage_id: int
    deals: int
    amount_base: Money
    weighted: Money


@dataclass(frozen=True)
class Span:
    """How long a deal was in a stage; the one without an end is where it is now."""

    stage_id: int
    name: str
    kind: str
    norm_days: int | None
    entered_at: datetime
    left_at: datetime | None
    amount_base: Money | None


class TallyDao(Dao):
    """Sums, stages and past of deals."""

    module = MODULE

    @statement
    def take_back(self, ids: list[int]) -> int: ...

    @statement
    def forget(self, ids: list[int]) -> int: ...

    @statement
    def count_again(self, ids: list[int]) -> int: ...

    @statement
    def add_up(self, ids: list[int]) -> int: ...

    @statement
    def leave_stages(self, ids: list[int], at: datetime) -> int: ...

    @statement
    def enter_stages(self, ids: list[int]) -> int: ...

    @statement
    def end_pasts(self, ids: list[int], at: datetime) -> int: ...

    @statement
    def begin_pasts(self, ids: list[int], at: datetime) -> int: ...

    @statement
    def spans(self, id: int) -> list[Span]:
        """The stages that a deal was in, the last one first."""
        ...

    @statement
    def sums(self, query: Query) -> list[Sum]:
        """One entry a stage, over the deals that the reader may see."""
        ...

    @statement
    def wrong_sums(self) -> int:
        """How many of the sums are not what the deals add up to."""
        ...
