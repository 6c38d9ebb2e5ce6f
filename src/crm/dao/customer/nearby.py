"""Customers in a box of the map, in the database."""

from crm.dao.kit.base import Dao, statement
from crm.domain.customer.nearby import Spot


class NearbyDao(Dao):
    @statement
    def around(
        self, south: float, north: float, west: float, east: float, latitude: float, longitude: float, narrow: float, size: int,
        owner_id: int | None = None,
    ) -> list[Spot]:  # fmt: skip
        """The visible customers with a place in the box, about the nearest first. `narrow`: how much shorter a degree of
        longitude is there than one of latitude, squared."""
        ...
