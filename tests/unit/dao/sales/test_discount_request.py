"""Requests for discounts in the database: the one that waits, and whom to ask."""

from crm.dao.sales.discount_request import DiscountRequestDao
from tests.kit.rows import NOON


def test_of_a_document_the_request_that_waits_is_found(company, rows):
    dao = DiscountRequestDao(rows.db)
    for more in ({"state": "refused"}, {"removed_at": NOON}, {"module": "sales_order"}, {"record_id": 6}):
        rows.put("discount_request", **{"module": "quote", "record_id": 5, "state": "waits"} | more)
    assert dao.waiting("quote", 5) is None
    id = rows.put("discount_request", module="quote", record_id=5, state="waits", owner_id=company.users["wang"])
    assert (dao.waiting("quote", 5).id, dao.waiting("quote", 5).owner_name) == (id, "王强")


def test_managers_are_asked_from_near_to_far(company, rows):
    for place, who in (("hq", "lilei"), ("east", "zhao"), ("south", "chen")):
        rows.set("department", company.departments[place], manager_id=company.users[who])
    managers = DiscountRequestDao(rows.db).managers
    assert managers(company.departments["east"]) == [company.users["zhao"], company.users["lilei"]]
    rows.set("department", company.departments["hq"], removed_at=NOON)
    assert managers(company.departments["east"]) == [company.users["zhao"]]
