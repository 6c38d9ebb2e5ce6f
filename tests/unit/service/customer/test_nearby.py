"""Nearby customers: by their distance, as far as one sees them, around a position or a customer."""

import pytest

from crm.domain.customer.nearby import Point
from crm.errors import NotFound
from tests.unit.service.sales.visits import HERE, customer

CENTRE = Point(*HERE)


def names(company, kilometres, **more):
    found = company.container.field.nearby().around(CENTRE, kilometres, **more)
    return [(spot.name, round(metres, -2)) for spot, metres in found.found]


def test_those_within_reach_are_listed_by_distance_as_far_as_one_sees_them(company):
    for account, name, north in (("wang", "近", 0.004), ("zhao", "同事的", 0.006), ("wang", "远", 0.2), ("wang", "没有位置", None)):
        with company.acting(account):
            customer(company, name, north)
    with company.acting("wang"):
        assert names(company, 1) == [("近", 400)]
        assert names(company, 50) == [("近", 400), ("远", 22200)]
    with company.acting("han"):
        assert names(company, 3) == [("近", 400), ("同事的", 700)]
        assert names(company, 3, mine=True) == []


def test_around_a_customer_it_is_not_its_own_neighbour_and_stays_unseen_by_others(company):
    nearby = company.container.field.nearby()
    with company.acting("wang"):
        one, other = customer(company, "甲"), customer(company, "乙", 0.001)
        name, centre = nearby.place_of(one.id)
        assert name == "甲" and centre is not None
        assert [spot.id for spot, _ in nearby.around(centre, 1, but=one.id).found] == [other.id]
    with company.acting("zhao"), pytest.raises(NotFound):
        nearby.place_of(one.id)
