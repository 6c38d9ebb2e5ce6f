"""The hours in which people work, as an administrator writes them."""

from datetime import time

import pytest

from crm.domain.kit.text import Refused
from crm.domain.platform.working_hours import USUAL, known_hours, shifts_of


@pytest.mark.parametrize("text", [USUAL, "9:00–12:00，13:00~18:00", "09：00至12：00、13:00 - 18:00,"])
def test_hours_are_read_as_people_write_them(text):
    assert shifts_of(known_hours(text)) == ((time(9), time(12)), (time(13), time(18)))


@pytest.mark.parametrize("text", ["", "nine to five", "18:00-09:00", "09:00-12:00, 11:00-18:00", "09:00-25:00", "1:00-2:00," * 5])
def test_what_are_no_hours_is_refused(text):
    with pytest.raises(Refused, match=r"09:00-12:00"):
        known_hours(text)
