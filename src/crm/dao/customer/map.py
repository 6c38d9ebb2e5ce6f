"""Where customers are, counted by the database."""

from crm.dao.kit.base import Dao, statement
from crm.domain.customer.map import Place


class MapDao(Dao):
    @statement
    def provinces(self, size: int, owner_id: int | None = None) -> list[Place]:
        """How many customers the reader sees in each province, as it is written on them; most first."""
        ...

    @statement
    def cities(self, size: int, written: list[str] | None = None, owner_id: int | None = None) -> list[Place]:
        """The same by city, of all provinces or of one by the ways in which it is written."""
        ...
