"""Coordinates of maps brought to WGS-84, in which satellites and browsers say where they are.

Maps published in mainland China show every place shifted by some hundred metres (GCJ-02); Baidu shifts it once more
(BD-09). The shift is the one that eviltransform and coordtransform use; taken back it is good to a few metres.
"""

from math import atan2, cos, degrees, hypot, pi, radians, sin, sqrt

from crm.domain.customer.nearby import Point

AXIS, OBLATE = 6_378_245.0, 0.006_693_421_622_965_943  # Krasovsky 1940
BAIDU = pi * 3000 / 180


def to_wgs(shown: Point, datum: str) -> Point:
    """The place in WGS-84; `datum`: wgs84, gcj02 or bd09."""
    if datum == "bd09":
        return _from_gcj(_from_bd(shown))
    return _from_gcj(shown) if datum == "gcj02" else shown


def _from_gcj(shown: Point) -> Point:
    if not (0.8293 <= shown.latitude <= 55.8271 and 72.004 <= shown.longitude <= 137.8347):
        return shown  # nothing is shifted outside China
    x, y, latitude = shown.longitude - 105, shown.latitude - 35, radians(shown.latitude)
    both = 20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)
    up = both + 20 * sin(y * pi) + 40 * sin(y / 3 * pi) + 160 * sin(y / 12 * pi) + 320 * sin(y / 30 * pi)
    across = both + 20 * sin(x * pi) + 40 * sin(x / 3 * pi) + 150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + up * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + across * 2 / 3
    bend = 1 - OBLATE * sin(latitude) ** 2
    return Point(
        shown.latitude - degrees(north * bend * sqrt(bend) / (AXIS * (1 - OBLATE))),
        shown.longitude - degrees(east * sqrt(bend) / (AXIS * cos(latitude))),
    )


def _from_bd(shown: Point) -> Point:
    x, y = shown.longitude - 0.0065, shown.latitude - 0.006
    far, angle = hypot(x, y) - 0.00002 * sin(y * BAIDU), atan2(y, x) - 0.000003 * cos(x * BAIDU)
    return Point(far * sin(angle), far * cos(angle))
