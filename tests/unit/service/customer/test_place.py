"""Places of customers: one each, theirs whose the customer is, and never set by others."""

import pytest

from crm.errors import Invalid, NotFound
from tests.unit.service.sales.visits import HERE, customer, place


def test_a_customer_has_one_place_which_goes_along_when_the_customer_is_handed_over(company):
    places = company.container.field.place()
    with company.acting("wang"):
        client = customer(company)
        made = places.of([client.id])[client.id]
        assert (made.account_name, made.owner_id) == ("云帆科技", company.users["wang"])
        with pytest.raises(Invalid) as refusal:
            place(company, client.id)
        assert list(refusal.value.fields) == ["account_id"]
    with company.acting("han"):
        company.container.customer.account().assign_all([client.id], company.users["zhao"], company.departments["east"])
    with company.acting("zhao"):
        assert places.get(made.id).owner_id == company.users["zhao"]
    with company.acting("wang"), pytest.raises(NotFound):
        places.get(made.id)


def test_who_may_only_read_a_customer_sets_no_place_for_it(company):
    with company.acting("wang"):
        client = customer(company, north=None)
    with company.acting("zhao"), pytest.raises(Invalid):
        place(company, client.id)


def test_coordinates_of_a_chinese_map_are_kept_as_given_and_measured_where_they_really_are(company):
    places = company.container.field.place()
    with company.acting("wang"):
        made = place(company, customer(company, north=None).id)
        moved = places.change(made.id, {"datum": "gcj02"})
        assert (float(moved.latitude), made.north) == (HERE[0], pytest.approx(HERE[0]))
        assert 0.001 < abs(made.north - moved.north) < 0.004
        assert places.change(made.id, {"datum": "wgs84"}).north == pytest.approx(HERE[0])
