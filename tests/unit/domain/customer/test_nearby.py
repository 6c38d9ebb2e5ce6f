"""Distances on the earth, boxes around circles, and the way from one customer to the next."""

from math import asin, atan2, cos, degrees, pi, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.customer.nearby import EARTH, Point, box, distance, route, within

BEIJING, SHANGHAI = Point(39.9042, 116.4074), Point(31.2304, 121.4737)


def further(start: Point, metres: float, bearing: float) -> Point:
    """The point so far away in that direction."""
    angle, lat, lon = metres / EARTH, radians(start.latitude), radians(start.longitude)
    there = asin(sin(lat) * cos(angle) + cos(lat) * sin(angle) * cos(bearing))
    across = atan2(sin(bearing) * sin(angle) * cos(lat), cos(angle) - sin(lat) * sin(there))
    return Point(degrees(there), (degrees(lon + across) + 540) % 360 - 180)


def test_a_distance_is_that_of_the_earth():
    assert distance(BEIJING, SHANGHAI) == pytest.approx(1_067_300, rel=0.001)
    assert distance(Point(0, 0), Point(0, 1)) == pytest.approx(2 * pi * EARTH / 360)
    assert distance(Point(0, 0), Point(0, 180)) == pytest.approx(pi * EARTH)


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(1, 50_000), st.floats(0, 1), st.floats(0, 2 * pi))
def test_whatever_lies_in_the_circle_lies_in_its_box(latitude, longitude, metres, part, bearing):
    centre = Point(latitude, longitude)
    there, found = further(centre, metres * part * 0.999, bearing), box(centre, metres)
    assert found.south - 1e-6 <= there.latitude <= found.north + 1e-6
    assert found.west - 1e-6 <= there.longitude <= found.east + 1e-6


def spot(id: int, point: Point) -> object:
    return type("Near", (), {"id": id, "point": point})()


def test_a_customer_stands_once_in_a_list_by_distance():
    near, far = further(SHANGHAI, 400, 1), further(SHANGHAI, 2_500, 2)
    found = within([spot(1, far), spot(2, near), spot(1, near), spot(3, BEIJING)], SHANGHAI, 3000)  # type: ignore[list-item]
    assert [(one.id, round(metres)) for one, metres in found] == [(1, 400), (2, 400)]


def test_a_way_goes_always_to_the_nearest_that_is_left_and_leaves_nobody_out():
    stops = {one: further(SHANGHAI, metres, 0.5) for one, metres in ((7, 0), (3, 9000), (5, 1000), (9, 4000))}
    order, metres = route(stops)
    assert order == [7, 5, 9, 3]
    assert metres == pytest.approx(9000, abs=1)
    assert route({}) == ([], 0.0)
