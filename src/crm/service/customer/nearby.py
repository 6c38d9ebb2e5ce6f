"""Nearby customers (附近客户): around a position or around a customer, exact to the metre. No other service is asked."""

from dataclasses import dataclass
from math import cos, radians

from crm import current
from crm.dao.customer.nearby import NearbyDao
from crm.dao.kit.database import Database
from crm.domain.customer.nearby import MOST, Point, Spot, box, within
from crm.service.customer.account import AccountService
from crm.service.customer.place import PlaceService
from crm.service.kit.transaction import reading

LOOKED = 4 * MOST  # how many are measured exactly


@dataclass(frozen=True, slots=True)
class Around:
    """The customers within a circle with their metres, the nearest first; `more`: there are others further away."""

    found: list[tuple[Spot, float]]
    more: bool


class NearbyService:
    def __init__(self, db: Database, nearby: NearbyDao, accounts: AccountService, places: PlaceService):
        self.db = db
        self.nearby = nearby
        self.accounts = accounts
        self.places = places

    @reading
    def around(self, centre: Point, kilometres: float, mine: bool = False, but: int | None = None) -> Around:
        """Without the customer `but`, around whom one looks."""
        area = box(centre, kilometres * 1000)
        spots = self.nearby.around(
            area.south, area.north, area.west, area.east, centre.latitude, centre.longitude,
            cos(radians(centre.latitude)) ** 2, LOOKED, current.actor().id if mine else None,
        )  # fmt: skip
        found = [pair for pair in within(spots, centre, kilometres * 1000) if pair[0].id != but]
        return Around(found[:MOST], len(found) > MOST or len(spots) == LOOKED)

    @reading
    def place_of(self, account_id: int) -> tuple[str, Point | None]:
        """A customer's name and where it is; NotFound for one that may not be seen."""
        account = self.accounts.get(account_id)
        place = self.places.of([account_id]).get(account_id)
        return account.name, Point(place.north, place.east) if place else None
