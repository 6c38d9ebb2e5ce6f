"""Unusual hours and networks."""

from datetime import UTC, datetime

import pytest

from crm.domain.platform.alert import is_unusual, known_hours, place_of


@pytest.mark.parametrize(
    ("hour", "timezone", "hours", "unusual"),
    [
        (4, "Asia/Shanghai", "06:00-23:00", False),  # noon in Shanghai
        (19, "Asia/Shanghai", "06:00-23:00", True),  # three at night
        (19, "Europe/London", "06:00-23:00", False),
        (19, "Asia/Shanghai", "22:00-06:00", False),  # those who work at night
        (4, "Asia/Shanghai", "22:00-06:00", True),
        (19, "Asia/Shanghai", None, False),
    ],
)
def test_an_hour_is_usual_on_the_clock_of_whoever_signs_in(hour, timezone, hours, unusual):
    assert hours is None or known_hours(hours) == hours
    assert is_unusual(datetime(2026, 11, 20, hour, tzinfo=UTC), timezone, hours) is unusual


def test_addresses_of_one_provider_are_one_place():
    assert place_of("203.0.113.7") == place_of("::ffff:203.0.200.9") != place_of("198.51.100.1")
    assert place_of("2001:db8:1:2::3") == place_of("2001:db8:1:9::3") != place_of("2001:db8:2::3")
    assert place_of(None) == ""
