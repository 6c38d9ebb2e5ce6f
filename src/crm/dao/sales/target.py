"""Targets in the database."""

from dataclasses import dataclass

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.kit.money import Money
from crm.domain.sales.forecast import Period
from crm.domain.sales.target import MODULE, Target, months_in


@dataclass(frozen=True)
class Known:
    """A target, by what no two have in common."""

    id: int
    year: int
    measure: str
    person_id: int | None
    team_id: int | None
    product_id: int | None
    category_id: int | None

    @property
    def of(self) -> tuple[int | str | None, ...]:
        return self.year, self.measure, self.person_id, self.team_id, self.product_id, self.category_id


@dataclass(frozen=True)
class Aim:
    """What somebody is to reach in a year, products aside; months as they are stored, for most looks ask for a few of them."""

    id: int
    person_id: int | None
    team_id: int | None
    m01: int
    m02: int
    m03: int
    m04: int
    m05: int
    m06: int
    m07: int
    m08: int
    m09: int
    m10: int
    m11: int
    m12: int

    def months(self, period: Period) -> tuple[Money, ...]:
        """Those of a period of its year."""
        return tuple([Money.of_stored(one) for one in months_in(self, period)])


@dataclass(frozen=True)
class Placed:
    """A person, and in which department: as the access predicate looks at what he owns."""

    owner_id: int
    name: str
    department_id: int | None


@dataclass(frozen=True)
class Team:
    """A department."""

    id: int
    name: str


class TargetDao(RecordDao):
    module = MODULE

    @statement
    def of_year(self, year: int, measure: str) -> list[Target]:
        """Those of one year and measure that the reader may see."""
        ...

    @statement
    def aims(self, year: int, measure: str) -> list[Aim]:
        """Those of people, departments and the company that the reader may see, without what only their own page shows."""
        ...

    @statement
    def mine(self, year: int, person_id: int) -> list[Target]:
        """What is asked of one person in a year, products aside."""
        ...

    @statement
    def known(self, years: list[int], measures: list[str]) -> list[Known]: ...

    @statement
    def people(self, ids: list[int]) -> list[Placed]:
        """In the order of their names."""
        ...

    @statement
    def teams(self, ids: list[int]) -> list[Team]: ...

    @statement
    def staff(self, department_ids: list[int]) -> list[Placed]:
        """The active people of the departments, in the order of their names."""
        ...
