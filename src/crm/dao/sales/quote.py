"""Quotes in the database."""

from dataclasses import dataclass
from datetime import date, datetime

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.quote import MODULE, Quote


@dataclass(frozen=True)
class Numbered:
    """A number, and the family of quotes that has it."""

    id: int
    number: str


@dataclass(frozen=True)
class Kin:
    """A quote as one of its family."""

    id: int
    family_id: int
    option: str | None
    revision: int
    state: str


class QuoteDao(RecordDao):
    module = MODULE

    @statement
    def lock(self, ids: list[int]) -> list[Kin]:
        """All of the families of these quotes, oldest first; nobody else changes them before the transaction ends. Where one had to
        wait, `kin` also knows those that were added meanwhile."""
        ...

    @statement
    def family(self, id: int) -> list[Quote]:
        """All versions and options of a family that the actor may see."""
        ...

    @statement
    def kin(self, ids: list[int]) -> list[Kin]:
        """The same without holding them."""
        ...

    @statement
    def numbers(self, numbers: list[str]) -> list[Numbered]:
        """The families that have one of the numbers."""
        ...

    @statement
    def lined(self, ids: list[int]) -> list[int]:
        """Those of the quotes that have lines."""
        ...

    @statement
    def waiting(self, ids: list[int]) -> list[int]:
        """Those of the quotes with a discount that waits, or was refused."""
        ...

    @statement
    def ordered(self, ids: list[int]) -> list[int]:
        """Those of the quotes that became orders."""
        ...

    @statement
    def over(self, today: date, after: int, size: int) -> list[int]:
        """Sent quotes whose last day is gone by, in the order of their ids."""
        ...

    @statement
    def touch(self, ids: list[int], at: datetime) -> int:
        """Somebody called, wrote, met or visited: the last touch is this, unless a later one is known."""
        ...
