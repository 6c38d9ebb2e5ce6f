"""The database's state of health."""

from dataclasses import dataclass

from crm.dao.kit.base import Dao, statement


@dataclass(frozen=True)
class Applied:
    """A migration that the database has."""

    number: int
    checksum: str


class HealthDao(Dao):
    @statement
    def applied(self) -> list[Applied]: ...
