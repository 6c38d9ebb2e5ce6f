"""Places in the database: whose they are, and which have another owner than their customer."""

from datetime import timedelta

from crm.dao.customer.place import PlaceDao
from tests.kit.rows import NOON


def test_a_place_follows_its_customer_s_owner_and_department(company, rows):
    places, wang, zhao, east = PlaceDao(rows.db), company.users["wang"], company.users["zhao"], company.departments["east"]
    firm, other = (rows.put("account", name=name, owner_id=wang, department_id=east) for name in ("云帆", "远洋"))
    gone = rows.put("account", removed_at=NOON)
    his = rows.put("place", account_id=firm, owner_id=wang, department_id=east)
    strays = {rows.put("place", account_id=firm, owner_id=zhao, department_id=east), rows.put("place", account_id=firm, owner_id=wang)}
    rows.put("place", account_id=firm, removed_at=NOON)
    elsewhere = rows.put("place", account_id=other)
    assert {one.id: one.name for one in places.heads([firm, gone])} == {firm: "云帆"}
    assert {(one.id, one.owner_id, one.department_id) for one in places.strays([firm])} == {(id, wang, east) for id in strays}
    assert places.follow([firm]) == 4 and places.strays([firm]) == [] and [one.id for one in places.strays([other])] == [elsewhere]
    rows.set("place", his, updated_at=NOON + timedelta(days=1))
    assert [one.id for one in places.of([firm])] == [his, *sorted(strays, reverse=True)] and places.of([firm])[0].account_name == "云帆"
