"""Evaluations in the database, and the facts that they are made of."""

from dataclasses import dataclass
from datetime import date, datetime

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.kit.money import Money
from crm.domain.sales.evaluation import MODULE


@dataclass(frozen=True)
class Touches:
    """How often a person called, visited, met or wrote."""

    owner_id: int
    number: int


@dataclass(frozen=True)
class Decided:
    """How many deals of a person were decided and won, and after how many days those were won on average."""

    owner_id: int
    won: int
    decided: int
    days: int | None


@dataclass(frozen=True)
class Dues:
    """What fell due, and what is still open of it."""

    owner_id: int
    due: Money
    overdue: Money


@dataclass(frozen=True)
class Kept:
    """How many customers signed in the year before, and how many of them did again."""

    owner_id: int
    base: int
    kept: int


class EvaluationDao(RecordDao):
    module = MODULE

    @statement
    def done(self, scheme_id: int, starts_on: date) -> int: ...

    @statement
    def touches(self, since: datetime, until: datetime) -> list[Touches]: ...

    @statement
    def decided(self, since: datetime, until: datetime) -> list[Decided]: ...

    @statement
    def dues(self, start: date, until: date) -> list[Dues]: ...

    @statement
    def customers(self, start: date, middle: date, until: date) -> list[Kept]:
        """Of those who signed in [start, middle), how many signed in [middle, until)."""
        ...
