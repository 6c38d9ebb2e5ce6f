"""The map of customers: provinces, and the cities of one of them."""

from dataclasses import dataclass

from crm import current
from crm.dao.customer.map import MapDao
from crm.dao.kit.database import Database
from crm.domain.customer.account import MODULE
from crm.domain.customer.map import Place, Square, squares
from crm.domain.kit.veil import limits_of
from crm.errors import Forbidden
from crm.service.kit.transaction import reading

MOST, CITIES = 500, 60


@dataclass(frozen=True, slots=True)
class Atlas:
    """The provinces, what lies in none of them, and the cities of the chosen one or of all."""

    squares: list[Square]
    others: list[Place]
    cities: list[Place]
    chosen: Square | None

    @property
    def total(self) -> int:
        return sum(square.count for square in self.squares) + sum(place.count for place in self.others)


class MapService:
    """Counts the customers whom the actor sees."""

    def __init__(self, db: Database, maps: MapDao):
        self.db = db
        self.maps = maps

    @reading
    def atlas(self, province: str | None = None, mine: bool = False) -> Atlas:
        """With a province its cities only; a province without customers has none. Whoever may not read where they are sees no map."""
        if limits_of(MODULE.name).keys() & {"province", "city"}:
            raise Forbidden()
        owner = current.actor().id if mine else None
        found, others = squares(self.maps.provinces(MOST, owner))
        chosen = next((square for square in found if square.name == province), None)
        cities = self.maps.cities(CITIES, list(chosen.written) if chosen else None, owner)
        return Atlas(found, others, cities, chosen)
