"""Names, places and numbers of the demo company: plausible, never twice, the same every time."""

from datetime import date
from random import Random

import pytest
from stdnum.cn import ric, uscc

from crm.domain.kit.handles import phone
from crm.service.customer.demo_names import PLACES, TRADES, Names, latin

TODAY = date(2026, 11, 20)
EVERYWHERE = [place for places in PLACES.values() for place in places]


@pytest.fixture
def names() -> Names:
    return Names(Random(7), TODAY)


def test_the_same_seed_draws_the_same():
    one, other = Names(Random(3), TODAY), Names(Random(3), TODAY)
    place = EVERYWHERE[0]
    assert [one.company(place, "retail") for _ in range(20)] == [other.company(place, "retail") for _ in range(20)]


def test_no_company_is_called_like_another_and_each_says_where_and_what_it_is(names):
    drawn = [(place, industry, *names.company(place, industry)) for place in EVERYWHERE for industry in TRADES]
    assert len({name for *_, name, _ in drawn}) == len(drawn)
    for place, industry, name, short in drawn:
        assert name.startswith(place.city) and any(trade in name for trade in TRADES[industry])
        assert short.isascii() and short.islower() and short.isalpha()


@pytest.mark.parametrize("place", EVERYWHERE, ids=lambda place: place.city)
def test_numbers_of_a_place_hold_their_check_characters(names, place):
    for gender in ("male", "female"):
        born = names.birthday()
        identity = names.identity(place, born, gender)
        assert ric.calc_check_digit(identity) == identity[-1] and ric.get_birth_date(identity) == born
        assert int(identity[16]) % 2 == (gender == "male")
        assert identity.startswith(place.code)
    code = names.credit_code(place)
    assert uscc.is_valid(code) and code[2:8] == place.code


def test_telephone_numbers_are_those_of_their_place(names):
    for place in EVERYWHERE:
        assert phone(names.landline(place)).startswith(f"+86{place.area[1:]}")
        assert phone(names.mobile()).startswith("+861")


def test_people_are_of_working_age_and_an_address_is_of_its_place(names):
    ages = [(TODAY - names.birthday()).days // 365 for _ in range(200)]
    assert min(ages) >= 22 and max(ages) <= 62
    for place in EVERYWHERE:
        said = names.address(place)
        assert (said["province"], said["city"]) == (place.province, place.city) and said["district"] in place.districts
        assert said["address"].startswith(place.roads)


def test_latin_is_pinyin_without_tones():
    assert (latin("绿地"), latin("云帆")) == ("lvdi", "yunfan")
