"""What commission is paid for, and for whom, in the database."""

from dataclasses import dataclass
from datetime import date, datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.customer.account import MODULE
from crm.domain.kit.filter import Query
from crm.domain.sales.commission_source import Cost, Row


@dataclass(frozen=True)
class Person:
    """Somebody who may be paid; `state` says whether he is here still."""

    id: int
    name: str
    department_id: int | None
    state: str


@dataclass(frozen=True)
class Participant:
    """Somebody a plan is for."""

    plan_id: int
    user_id: int


class CommissionDao(Dao):
    """The query is a filter of customers; `categories` asks for the part of the lines that are in them."""

    module = MODULE

    @statement
    def deals(
        self, query: Query, since: datetime, until: datetime, ids: list[int] | None = None, user_id: int | None = None,
        categories: list[int] | None = None,
    ) -> list[Row]:  # fmt: skip
        """Won in these days, in their order, each with its team."""
        ...

    @statement
    def contracts(
        self, query: Query, first: date, last: date, ids: list[int] | None = None, user_id: int | None = None,
        categories: list[int] | None = None,
    ) -> list[Row]: ...  # fmt: skip

    @statement
    def receipts(
        self, query: Query, first: date, last: date, ids: list[int] | None = None, user_id: int | None = None,
        categories: list[int] | None = None,
    ) -> list[Row]: ...  # fmt: skip

    @statement
    def customers(
        self, query: Query, first: date, last: date, ids: list[int] | None = None, user_id: int | None = None
    ) -> list[Row]: ...

    @statement
    def costs(self, first: date, last: date, ids: list[int] | None = None) -> list[Cost]:
        """The lines of the contracts signed in these days."""
        ...

    @statement
    def refunded(self, first: date, last: date, ids: list[int] | None = None) -> list[int]: ...

    @statement
    def touched_receipts(self, since: datetime) -> list[int]:
        """Receipts that were written since, and those of contracts that gave money back since."""
        ...

    @statement
    def touched_contracts(self, since: datetime) -> list[int]: ...

    @statement
    def touched_deals(self, since: datetime) -> list[int]: ...

    @statement
    def touched_customers(self, since: datetime) -> list[int]: ...

    @statement
    def hoped(self, query: Query, ids: list[int], categories: list[int] | None = None) -> list[Row]:
        """Open deals, each with its team."""
        ...

    @statement
    def signed_already(self, ids: list[int]) -> list[int]:
        """Those of the customers who have a contract in force."""
        ...

    @statement
    def deal_costs(self, ids: list[int]) -> list[Cost]:
        """The lines of these deals; what they belong to stands in `contract_id`."""
        ...

    @statement
    def people(self) -> list[Person]: ...

    @statement
    def participants(self) -> list[Participant]:
        """For whom plans are; 0 stands for nobody, where only a role or a department is named."""
        ...

    @statement
    def within(self, id: int) -> list[int]:
        """The category and those below it."""
        ...
