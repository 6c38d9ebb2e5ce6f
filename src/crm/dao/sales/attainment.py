"""What was reached, added up by the database."""

from dataclasses import dataclass
from datetime import date, datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.kit.money import Money


@dataclass(frozen=True)
class Reached:
    """What the records of one owner in one department come to, in the period and in the one before."""

    owner_id: int | None
    department_id: int | None
    amount: Money
    number: int
    amount_before: Money
    number_before: int


@dataclass(frozen=True)
class OfProduct:
    """The same of one product, in the period alone."""

    owner_id: int | None
    department_id: int | None
    product_id: int
    amount: Money
    number: int


@dataclass(frozen=True)
class Coming:
    """What open records may still bring."""

    owner_id: int | None
    department_id: int | None
    amount: Money


@dataclass(frozen=True)
class Product:
    """A product and its category."""

    id: int
    category_id: int | None


@dataclass(frozen=True)
class Done:
    """How many activities of one kind a person did."""

    owner_id: int | None
    kind: str
    number: int


@dataclass(frozen=True)
class Answered:
    """A person's new leads, how many of them were answered, and after how long on average."""

    owner_id: int | None
    number: int
    answered: int
    seconds: int | None


class AttainmentDao(Dao):
    """Periods are [since, until), the one before is [before, since) where it is asked for; all of what the reader may see."""

    @statement
    def won(self, since: datetime, until: datetime, before: datetime | None = None) -> list[Reached]: ...

    @statement
    def won_of_products(self, since: datetime, until: datetime, product_ids: list[int]) -> list[OfProduct]: ...

    @statement
    def signed(self, since: date, until: date, before: date | None = None) -> list[Reached]: ...

    @statement
    def received(self, since: date, until: date, before: date | None = None) -> list[Reached]: ...

    @statement
    def margin(self, since: date, until: date, before: date | None = None) -> list[Reached]: ...

    @statement
    def customers(self, since: date, until: date, before: date | None = None) -> list[Reached]: ...

    @statement
    def leads(self, since: datetime, until: datetime, before: datetime | None = None) -> list[Reached]: ...

    @statement
    def done(self, kind: str, since: datetime, until: datetime, before: datetime | None = None) -> list[Reached]: ...

    @statement
    def deals_coming(self, until: date) -> list[Coming]: ...

    @statement
    def plans_coming(self, until: date) -> list[Coming]: ...

    @statement
    def products(self, ids: list[int], category_ids: list[int]) -> list[Product]: ...

    @statement
    def done_by_kind(self, since: datetime, until: datetime) -> list[Done]: ...

    @statement
    def answered(self, since: datetime, until: datetime) -> list[Answered]: ...
