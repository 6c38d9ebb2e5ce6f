"""What is expected, added up by the database; and what was expected on the days before."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.domain.kit.money import Money


@dataclass(frozen=True)
class Line:
    """The deals of one person in a period. Categories do not overlap."""

    owner_id: int | None
    owner_name: str | None
    department_id: int | None
    department_name: str | None
    won: Money
    committed: Money
    best: Money
    pipeline: Money
    deals: int


@dataclass(frozen=True)
class Late:
    """Open deals that should have been closed before."""

    deals: int
    amount_base: Money | None


@dataclass(frozen=True)
class Day:
    """What was expected of a month on one evening, in all."""

    taken_on: date
    month: str
    won: Money
    committed: Money
    best: Money
    pipeline: Money


@dataclass(frozen=True)
class Reach:
    """P10, P50 and P90 of a person, a department (with those below) or the company (both 0)."""

    taken_on: date
    starts_on: date
    owner_id: int
    department_id: int
    p10: Money
    p50: Money
    p90: Money


@dataclass(frozen=True)
class Open:
    """An open deal as it stood at a moment."""

    owner_id: int | None
    department_id: int | None
    stage_id: int
    chance: int
    amount_base: Money
    close_on: date


@dataclass(frozen=True)
class Won:
    """What one person had won."""

    owner_id: int | None
    department_id: int | None
    amount_base: Money


@dataclass(frozen=True)
class Passed:
    """How many decided deals had been in a stage, and how many of them were won."""

    stage_id: int
    won: int
    decided: int


@dataclass(frozen=True)
class Planned:
    """When a won deal was first to be closed, and when it was."""

    planned_on: date
    closed_at: datetime


@dataclass(frozen=True)
class Four:
    """What four periods one after the other brought."""

    first: Money
    second: Money
    third: Money
    fourth: Money


@dataclass(frozen=True)
class Branch:
    """A department and one below it, or itself."""

    above_id: int
    department_id: int


class ForecastDao(Dao):
    """Periods are [start, until): the days on which open deals are to be closed; [since, end) are the same as moments."""

    @statement
    def lines(self, start: date, until: date, since: datetime, end: datetime, department_ids: list[int] | None = None) -> list[Line]:
        """One a person, over the deals that the reader may see; nobody's deals are a line without a name."""
        ...

    @statement
    def late(self, today: date, department_ids: list[int] | None = None) -> Late: ...

    @statement
    def days(self, since: date) -> list[date]: ...

    @statement
    def said(self, days: list[date], months: list[str], department_ids: list[int] | None = None) -> list[Day]:
        """What was expected of the months on these days, of what the reader may see."""
        ...

    @statement
    def reaches(self, days: list[date], starts: list[date]) -> list[Reach]:
        """The ranges of these quarters that the reader may see."""
        ...

    @statement
    def brought(
        self, edge_0: datetime, edge_1: datetime, edge_2: datetime, edge_3: datetime, edge_4: datetime
    ) -> Four:
        """The amounts won between the edges, of what the reader may see."""
        ...

    @statement
    def branches(self) -> list[Branch]: ...

    # What the snapshot of a day is made of: all deals, as they stood at the moment.

    @statement
    def open_at(self, at: datetime) -> list[Open]: ...

    @statement
    def passed(self, at: datetime, since: datetime) -> list[Passed]: ...

    @statement
    def planned(self, at: datetime, since: datetime, size: int) -> list[Planned]: ...

    @statement
    def won_at(self, at: datetime, since: datetime, end: datetime) -> list[Won]:
        """What each person had won within the span until the moment."""
        ...

    @statement
    def forget_ranges(self, taken_on: date) -> int: ...

    @statement
    def forget_lines(self, taken_on: date) -> int: ...

    @statement
    def put_day(self, taken_on: date, deals: int, decided: int, slips: int) -> int: ...

    @statement
    def put_month(self, taken_on: date, month: str, at: datetime, start: date, until: date, since: datetime, end: datetime) -> int:
        """What was won in the month until the moment, and what was expected of it then."""
        ...

    @statement
    def put_ranges(self, rows: list[dict[str, Any]]) -> int: ...
