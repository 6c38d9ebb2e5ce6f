"""How the installation fares, in the database: sums of days, windows that begin with their first day."""

from datetime import date, timedelta

import pytest

from crm.dao.platform.operation import OperationDao
from tests.kit.rows import NOON

DAY = date(2026, 11, 20)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.fixture
def operation(rows):
    return OperationDao(rows.db)


def test_what_is_kept_of_a_day_is_written_over_and_held_against_the_first_day(company, operation):
    assert (operation.last_day(), operation.first_day(DAY)) == (None, None)
    operation.put_sizes([
        {"day": day, "kind": kind, "name": name, "bytes": size, "count": 1}
        for day, kind, name, size in ((BEFORE, "table", "a", 1), (DAY, "table", "a", 4), (DAY, "table", "b", 9), (AFTER, "table", "a", 2),
                                      (DAY, "table", "a", 5), (DAY, "person", "wang", 3), (DAY, "table", "wang", 1))
    ])  # fmt: skip
    assert (operation.last_day(), operation.first_day(DAY), operation.first_day(BEFORE)) == (AFTER, DAY, BEFORE)
    assert [(one.kind, one.name, one.bytes, one.before, one.person) for one in operation.samples(DAY, BEFORE)] == [
        ("table", "b", 9, None, None), ("table", "a", 5, 1, None), ("person", "wang", 3, None, "王强"), ("table", "wang", 1, None, None),
    ]  # fmt: skip
    assert [(one.day, one.bytes) for one in operation.growth("table", DAY)] == [(DAY, 15), (AFTER, 2)]
    assert operation.forget_sizes(DAY) == 1 and operation.forget_sizes(DAY) == 0


def test_what_statements_took_adds_up_and_is_told_by_any_measure(operation):
    def load(label, calls, seconds, slowest, day=DAY, bucket=0):
        return {"day": day, "label": label, "bucket": bucket, "calls": calls, "seconds": seconds, "slowest": slowest, "rows": calls}

    operation.put_loads([load("a", 10, 5.0, 0.75), load("b", 1, 3.0, 3.0), load("a", 2, 1.0, 0.5), load("a", 1, 0.0, 0.25, AFTER, 2)])
    operation.put_loads([load("c", 99, 99.0, 99.0, BEFORE), load("c", 5, 1.0, 1.0)])
    orders = {sort: "".join(one.label for one in operation.loads(DAY, sort, 9)) for sort in ("seconds", "mean", "slowest", "calls")}
    assert orders == {"seconds": "abc", "mean": "bac", "slowest": "bca", "calls": "acb"}
    (first,) = operation.loads(DAY, "seconds", 1)
    assert (first.calls, first.seconds, first.slowest, first.rows) == (13, 6.0, 0.75, 13)
    assert sorted((one.label, one.bucket, one.calls) for one in operation.buckets(DAY, ["a", "c"])) == [
        ("a", 0, 12),
        ("a", 2, 1),
        ("c", 0, 5),
    ]
    assert operation.forget_loads(DAY) == 1


def test_uses_add_up_by_day_by_person_and_by_token(company, rows, operation):
    wang, zhao = company.users["wang"], company.users["zhao"]
    token, other = rows.put("api_token", user_id=zhao, name="报表"), rows.put("api_token", user_id=wang, name="同步", token_hash="x")
    operation.put_uses(
        [
            {"day": day, "user_id": user, "token_id": key, "requests": n}
            for day, user, key, n in (
                (DAY, wang, 0, 5),
                (DAY, wang, 0, 6),
                (AFTER, wang, 0, 1),
                (DAY, zhao, token, 20),
                (BEFORE, zhao, token, 90),
                (AFTER, wang, other, 50),
            )
        ]
    )
    assert [(one.day, one.people, one.requests) for one in operation.uses(DAY)] == [(DAY, 2, 31), (AFTER, 1, 51)]
    assert [(one.name, one.days, one.requests) for one in operation.people(DAY, 9)] == [("王强", 2, 62), ("赵敏", 1, 20)]
    assert [(one.name, one.person, one.requests) for one in operation.tokens(DAY, 9)] == [("同步", "王强", 50), ("报表", "赵敏", 20)]
    assert len(operation.tokens(DAY, 1)) == 1
    assert len(operation.people(DAY, 1)) == 1 and operation.forget_uses(DAY) == 1


def test_files_are_added_up_by_kind_and_by_whose_they_are_and_the_oldest_job_waits(company, rows, operation):
    for media, size, owner in (("image/png", 5, "wang"), ("image/png", 6, "zhao"), ("text/csv", 1, "wang"), ("text/csv", 2, None)):
        rows.put("file", media=media, size=size, owner_id=owner and company.users[owner])
    assert {(one.kind, one.name): (one.bytes, one.count) for one in operation.files()} == {
        ("file", "image/png"): (11, 2),
        ("file", "text/csv"): (3, 2),
        ("person", "wang"): (6, 2),
        ("person", "zhao"): (6, 1),
        ("person", ""): (2, 1),
    }
    assert operation.oldest() is None
    for state, hours in (("done", 0), ("waiting", 2), ("failed", 1), ("running", 0)):
        rows.put("job", state=state, run_at=NOON + timedelta(hours=hours))
    assert operation.oldest() == NOON + timedelta(hours=1)


def test_tables_and_indexes_are_measured_each_by_its_name(operation):
    assert operation.whole() > 100_000
    if operation.is_measurable():  # not every build of SQLite is
        sizes = {one.name: one for one in operation.sizes()}
        assert (sizes["app_user"].kind, sizes["department_by_parent"].kind) == ("table", "index") and sizes["app_user"].bytes > 0
