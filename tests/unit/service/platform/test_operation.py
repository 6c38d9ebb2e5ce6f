"""How the installation fares: measured, counted, added up."""

import pytest

from crm.domain.platform.operation import Bucket, bucket_of, share
from crm.errors import Forbidden


def test_nineteen_of_twenty_calls_are_within_what_is_said():
    assert [bucket_of(seconds) for seconds in (0, 0.0001, 0.0002, 0.0035, 1.0)] == [0, 1, 2, 6, 14]
    assert share([Bucket("x", 2, 95), Bucket("x", 10, 5)]) == 0.0004
    assert share([Bucket("x", 2, 94), Bucket("x", 10, 6)]) == 0.1024
    assert share([]) == 0.0


def test_what_was_measured_is_shown_with_its_growth(company):
    service = company.container.operation.operation()
    with company.acting("lilei"):
        service.measure()
        service.measure()
        found = service.storage()
    (people,) = [one for one in found.samples if (one.kind, one.name) == ("table", "app_user")]
    assert people.count == len(company.users) and people.before == people.bytes > 0
    assert found.whole > 0 and len(found.growth) == 1
    with company.acting("wang"), pytest.raises(Forbidden):
        service.storage()


def test_statements_and_requests_are_counted_in_memory_and_added_up_in_the_database(company):
    load, service = company.container.operation.load(), company.container.operation.operation()
    load.flush()
    for seconds in (0.001, 0.003):
        load.ran("thing.page", seconds)
        load.gave("thing.page", 50)
    load.asked(company.users["wang"], 0)
    load.flush()
    load.ran("thing.page", 0.5)
    load.asked(company.users["wang"], 0)
    load.flush()
    with company.acting("lilei"):
        ((found, most),) = [one for one in service.statements(1, "slowest") if one[0].label == "thing.page"]
        assert (found.calls, found.slowest, round(found.mean, 3), most, found.rows) == (3, 0.5, 0.168, 0.8192, 100)
        days, people, tokens = service.usage()
    assert (days[-1].people, days[-1].requests, tokens) == (1, 2, [])
    assert people[0].name == "王强"
