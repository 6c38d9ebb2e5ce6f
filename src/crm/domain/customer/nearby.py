"""What is near: distances on the earth, the box around a circle, and who stands within it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from math import asin, cos, degrees, pi, radians, sin, sqrt
from typing import ClassVar

EARTH = 6_371_008.8  # mean radius in metres (IUGG)
REACHES = (1, 3, 10, 50)  # kilometres that a list can reach
MOST = 50


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the earth in degrees (WGS-84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Box:
    """All latitudes and longitudes that a circle touches."""

    south: float
    north: float
    west: float
    east: float


@dataclass(frozen=True)
class Spot:
    """A customer with a place."""

    repeats: ClassVar[dict[str, tuple[str, ...]]] = {name: (f"account.{name}",) for name in ("city", "address", "phone")}

    id: int
    name: str
    grade: str | None
    city: str | None
    address: str | None
    phone: str | None
    owner_id: int | None
    owner_name: str | None
    touched_at: datetime | None
    created_at: datetime
    north: float
    east: float

    @property
    def point(self) -> Point:
        return Point(self.north, self.east)


def distance(one: Point, other: Point) -> float:
    """Metres along the surface, by the haversine formula (R. W. Sinnott, Virtues of the Haversine, Sky & Telescope 68, 1984)."""
    up, across = radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)
    half = sin(up / 2) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(across / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def box(centre: Point, metres: float) -> Box:
    """The box around a circle (J. P. Matuschek, Finding Points Within a Distance of a Latitude/Longitude). One that holds a
    pole, or crosses the 180th meridian, takes in all longitudes: it finds too much, never too little."""
    angle, latitude = metres / EARTH, radians(centre.latitude)
    if abs(latitude) + angle >= pi / 2:
        return Box(max(-90.0, degrees(latitude - angle)), min(90.0, degrees(latitude + angle)), -180.0, 180.0)
    wide = degrees(asin(sin(angle) / cos(latitude)))
    west, east = centre.longitude - wide, centre.longitude + wide
    if west < -180 or east > 180:
        west, east = -180.0, 180.0
    return Box(degrees(latitude - angle), degrees(latitude + angle), west, east)


def within(spots: Iterable[Spot], centre: Point, metres: float) -> list[tuple[Spot, float]]:
    """(spot, metres) of those in the circle, the nearest first; each customer once."""
    found: dict[int, tuple[Spot, float]] = {}
    for spot in spots:
        far = distance(centre, spot.point)
        if far <= metres and (spot.id not in found or far < found[spot.id][1]):
            found[spot.id] = (spot, far)
    return sorted(found.values(), key=lambda pair: (pair[1], pair[0].id))


def route(stops: dict[int, Point]) -> tuple[list[int], float]:
    """The stops from the first one on, always to the nearest that is left, and the metres as the crow flies. Such a way is
    short, not the shortest, and knows no streets."""
    left, order, length = dict(stops), [], 0.0
    here: Point | None = None
    while left:
        next_ = next(iter(left)) if here is None else min(left, key=_from(here, left))
        length += distance(here, left[next_]) if here else 0.0
        here = left.pop(next_)
        order.append(next_)
    return order, length


def _from(here: Point, left: dict[int, Point]) -> Callable[[int], tuple[float, int]]:
    return lambda id: (distance(here, left[id]), id)
