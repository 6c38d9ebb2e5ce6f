"""Customers in a box of the map, in the database."""

from crm.dao.customer.nearby import NearbyDao
from tests.kit.rows import NOON


def test_customers_of_the_box_come_about_the_nearest_first_as_far_as_one_may_see_both(company, rows):
    dao, wang, zhao = NearbyDao(rows.db), company.users["wang"], company.users["zhao"]

    def customer(name, north, east, owner=wang, placed_by=None, **more):
        account = rows.put("account", name=name, owner_id=owner, **more)
        rows.put("place", account_id=account, north=north, east=east, owner_id=placed_by or owner)

    for name, north, east in (
        ("far", 30.9, 120.0),
        ("near", 30.1, 120.0),
        ("west", 30.0, 120.3),
        ("edge", 31.0, 120.0),
        ("out", 31.01, 120.0),
        ("beyond", 30.0, 121.01),
    ):
        customer(name, north, east)
    customer("zhao", 30.0, 120.0, zhao)
    customer("other", 30.0, 120.0, zhao, wang)
    customer("hidden", 30.0, 120.0, wang, zhao)
    customer("gone", 30.0, 120.0, removed_at=NOON)
    box = {"south": 30.0, "north": 31.0, "west": 119.9, "east": 121.0, "latitude": 30.0, "longitude": 120.0}
    with company.acting("wang"):
        assert [one.name for one in dao.around(**box, narrow=1.0, size=9)] == ["near", "west", "far", "edge"]
        assert [one.name for one in dao.around(**box, narrow=0.01, size=2)] == ["west", "near"]
    with company.acting("lilei"):
        found = dao.around(**box, narrow=1.0, size=9, owner_id=zhao)
        assert sorted((one.name, one.owner_name) for one in found) == [("other", "赵敏"), ("zhao", "赵敏")]
