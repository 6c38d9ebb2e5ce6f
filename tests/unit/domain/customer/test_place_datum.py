"""Coordinates of Chinese maps are brought back to those of satellites. The values are those of coordtransform."""

import pytest

from crm.domain.customer.nearby import Point, distance
from crm.domain.customer.place_datum import to_wgs

SHOWN = Point(39.915, 116.404)


def test_the_shift_of_chinese_maps_is_taken_back():
    assert distance(to_wgs(SHOWN, "gcj02"), Point(39.91359571849836, 116.39775550083061)) < 0.01
    assert distance(to_wgs(SHOWN, "bd09"), to_wgs(Point(39.90865673957631, 116.39762729119315), "gcj02")) < 0.01
    assert 300 < distance(SHOWN, to_wgs(SHOWN, "gcj02")) < 700


@pytest.mark.parametrize(("point", "datum"), [(SHOWN, "wgs84"), (Point(48.8584, 2.2945), "gcj02")])
def test_satellites_and_places_abroad_are_left_alone(point, datum):
    assert to_wgs(point, datum) == point
