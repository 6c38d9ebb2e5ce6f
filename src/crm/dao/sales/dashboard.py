"""What a sales dashboard shows, counted by the database; and the sums by stage and month, kept with every write."""

from dataclasses import dataclass
from datetime import date, datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.customer.map import Place
from crm.domain.kit.money import Money


@dataclass(frozen=True)
class Cell:
    """The open deals of a stage that are to be closed in a month; the month is empty where no day is planned."""

    stage_id: int
    stage_name: str
    pipeline_name: str
    month: str
    deals: int
    amount_base: Money


@dataclass(frozen=True)
class Closed:
    """The deals of one person that were won, and how many were lost."""

    owner_id: int | None
    owner_name: str | None
    won: int
    lost: int
    amount_base: Money


@dataclass(frozen=True)
class Reach:
    """When the first deal was closed, and the last one."""

    first_at: datetime | None
    last_at: datetime | None


@dataclass(frozen=True)
class Won:
    """What a department won between two edges, and how many deals it lost."""

    n: int
    department_id: int | None
    department_name: str | None
    deals: int
    lost: int
    amount_base: Money


@dataclass(frozen=True)
class Received:
    """What was to be received on a day or in a month, and what was."""

    day: str
    planned: Money
    received: Money


@dataclass(frozen=True)
class Done:
    """How many activities of a kind there were."""

    kind: str
    count: int


class DashboardDao(Dao):
    @statement
    def take_back(self, ids: list[int]) -> int: ...

    @statement
    def forget(self, ids: list[int]) -> int: ...

    @statement
    def count_again(self, ids: list[int]) -> int: ...

    @statement
    def add_up(self, ids: list[int]) -> int: ...

    @statement
    def wrong_sums(self) -> int:
        """How many of the sums are not what the deals add up to."""
        ...

    @statement
    def cells(self, owner_id: int | None = None, department_ids: list[int] | None = None) -> list[Cell]:
        """The open deals by stage and month, in the order of the stages, as far as the reader may see them."""
        ...

    @statement
    def closed(
        self, since: datetime, until: datetime, size: int, owner_id: int | None = None, department_ids: list[int] | None = None
    ) -> list[Closed]:
        """Who won most in the span."""
        ...

    @statement
    def reach(self) -> Reach:
        """When the first and the last of the deals that the reader may see were closed."""
        ...

    @statement
    def won(
        self, edge_0: datetime, edge_1: datetime, edge_2: datetime, edge_3: datetime, edge_4: datetime,
        edge_5: datetime, edge_6: datetime, edge_7: datetime, edge_8: datetime, edge_9: datetime,
        edge_10: datetime, edge_11: datetime, edge_12: datetime, edge_13: datetime, edge_14: datetime,
        edge_15: datetime, edge_16: datetime, edge_17: datetime, edge_18: datetime, edge_19: datetime,
        edge_20: datetime, edge_21: datetime, edge_22: datetime, edge_23: datetime, edge_24: datetime,
        owner_id: int | None = None, department_ids: list[int] | None = None,
    ) -> list[Won]:
        """What each department won between the edges; two equal edges have nothing between them."""
        ...

    @statement
    def receipts(
        self, signs: int, start: date | None, until: date | None, owner_id: int | None = None, department_ids: list[int] | None = None
    ) -> list[Received]:
        """Instalments by when they are due, and receipts by when they came; a date is told by its first 10 signs or its first 7."""
        ...

    @statement
    def activities(
        self, since: datetime | None, until: datetime | None, owner_id: int | None = None, department_ids: list[int] | None = None
    ) -> list[Done]: ...

    @statement
    def places(
        self, since: datetime, until: datetime, size: int, owner_id: int | None = None, department_ids: list[int] | None = None
    ) -> list[Place]:
        """The deals won in the span by the province of their customers, as it is written on them."""
        ...
