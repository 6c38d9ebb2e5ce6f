"""The grid of provinces, and the names that are put on it."""

import pytest

from crm.domain.customer.map import COLUMNS, PLACES, ROWS, STEPS, Place, level, short, squares


@pytest.mark.parametrize(
    ("written", "name"), [("浙江", "浙江"), ("浙江省", "浙江"), ("广西壮族自治区", "广西"), ("香港特别行政区", "香港"), ("Bavaria", None)]
)
def test_a_province_is_known_however_it_is_written(written, name):
    assert short(written) == name


def test_every_province_has_a_square_of_its_own():
    assert len(PLACES) == 34 == len(set(PLACES.values()))
    assert all(0 <= column < COLUMNS and 0 <= row < ROWS for column, row in PLACES.values())


def test_ways_of_writing_are_added_up_and_the_rest_stands_apart():
    found, others = squares([Place("浙江", 3), Place("浙江省", 2), Place("Bavaria", 1), Place(None, 4)])
    zhejiang = next(one for one in found if one.name == "浙江")
    assert (zhejiang.count, zhejiang.level, zhejiang.written) == (5, STEPS, ("浙江", "浙江省"))
    assert [(place.name, place.count) for place in others] == [("Bavaria", 1), (None, 4)]


def test_few_are_pale_and_none_is_empty():
    assert [level(count, 100) for count in (0, 1, 25, 50, 100)] == [0, 1, 2, 4, 5]
