"""Masks show enough to tell values apart, and stand for the values that they were made of."""

import pytest

from crm.domain.kit.mask import KINDS, Mask, masked, meant


@pytest.mark.parametrize(
    ("kind", "value", "mask"),
    [
        ("phone", "+8613812345678", "138****5678"),
        ("phone", "+861065529988;ext=123", "010****9988"),
        ("phone", "+8695588", "****88"),
        ("mail", "zhang@example.com", "z***@example.com"),
        ("idnumber", "110101199003074514", "110***********4514"),
        ("text", "6222021234567890123", "****0123"),
        ("text", "zhang_wei", "z***"),
        ("text", "张", "*"),
        ("phones", ["+8613812345678", "+8613912340000"], ["138****5678", "139****0000"]),
    ],
)
def test_a_value_shows_its_ends(kind, value, mask):
    assert masked(kind, value) == mask
    assert masked(kind, masked(kind, value)) == mask and masked(kind, None) is None


@pytest.mark.parametrize("kind", KINDS)
def test_no_mask_has_the_whole_of_a_value(kind):
    for value in ("a@b.cn", "x", "12", "1234567", "+8613812345678", "北京市海淀区中关村大街1号"):
        assert isinstance(masked(kind, value), Mask) and value not in masked(kind, value)


def test_a_mask_that_comes_back_stands_for_its_value():
    numbers = ["+8613812345678", "+8613812995678", "+8613912340000"]
    assert meant("phones", "138****5678, 138****5678\n13800138000", numbers) == [numbers[0], numbers[1], "13800138000"]
    assert meant("phones", ["139****0000", "138****0000"], numbers) == [numbers[2], "138****0000"]
    assert meant("text", " z*** ", "zhang") == "zhang" and meant("text", "zhao", "zhang") == "zhao" and meant("text", "", "zhang") == ""
