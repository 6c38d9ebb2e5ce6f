"""What evaluations are made of, in the database: only what lies within the period counts, and only as won what was won."""

from datetime import date, timedelta

import pytest

from crm.dao.sales.evaluation import EvaluationDao
from crm.domain.kit.money import Money
from tests.kit.rows import NOON

DAY, START, UNTIL = timedelta(days=1), date(2026, 10, 1), date(2027, 1, 1)


@pytest.fixture
def wang(company):
    return {"owner_id": company.users["wang"], "department_id": company.departments["east"]}


@pytest.fixture
def dao(company, rows):
    with company.acting("lilei"):
        yield EvaluationDao(rows.db)


def test_a_period_was_evaluated_as_long_as_that_is_there(rows, dao):
    for scheme, day, at in ((1, START, None), (1, START, NOON), (2, START, NOON), (1, UNTIL, None)):
        rows.put("evaluation", scheme_id=scheme, starts_on=day, removed_at=at, person_id=rows.last)
    assert [dao.done(scheme, START) for scheme in (1, 2, 3)] == [1, 0, 0]


def test_talks_and_decided_deals_count_within_the_bounds_and_days_are_those_of_what_was_won(company, rows, dao, wang):
    since, until = NOON, NOON + 9 * DAY
    for at, kind, more in (
        (since, "call", {}),
        (until - DAY, "mail", {}),
        (until, "call", {}),
        (since - DAY, "call", {}),
        (since, "note", {}),
        (since, "visit", {"owner_id": None}),
        (since, "visit", {"removed_at": NOON}),
    ):
        rows.put("activity", **{"at": at, "kind": kind} | wang | more)
    assert [(one.owner_id, one.number) for one in dao.touches(since, until)] == [(wang["owner_id"], 2)]
    rows.put("opportunity", state="won", closed_at=since)
    for state, closed, lasted in (("won", since, 10), ("won", since, 21), ("lost", since, 90), ("open", since, 90), ("won", until, 90),
                                  ("won", since - DAY, 90)):  # fmt: skip
        rows.put("opportunity", state=state, closed_at=closed, created_at=closed - lasted * DAY, **wang)
    found = [(one.owner_id, one.won, one.decided, one.days) for one in dao.decided(since, until)]
    assert found == [(wang["owner_id"], 2, 3, 16)] or found == [(wang["owner_id"], 2, 3, 15)]
    with company.acting("chen"):
        assert dao.decided(since, until) == [] == dao.touches(since, until)


def test_dues_are_instalments_of_the_period_that_are_still_wanted(rows, dao, wang):
    for day, amount, state in (
        (START, 1, "open"),
        (UNTIL - DAY, 2, "paid"),
        (UNTIL, 4, "open"),
        (START - DAY, 8, "open"),
        (START, 16, "off"),
    ):
        rows.put(
            "receipt_plan", due_on=day, amount_base=Money(amount), open_base=Money(amount if state == "open" else 0), state=state, **wang
        )
    (
        rows.put("receipt_plan", due_on=START, state="open"),
        rows.put("receipt_plan", due_on=START, state="open", removed_at=NOON, **wang | {"owner_id": 9}),
    )
    assert [(int(one.due), int(one.overdue)) for one in dao.dues(START, UNTIL)] == [(3, 1)]


def test_a_customer_is_kept_who_signed_before_the_middle_and_after_it(rows, dao, wang):
    middle = date(2026, 11, 15)
    for days in ((START, middle), (START,), (middle,), (START - DAY, middle), (START, UNTIL)):
        account = rows.put("account", **wang)
        for day in days:
            rows.put("contract", account_id=account, signed_on=day, state="active")
    rows.put("contract", account_id=account, signed_on=middle, state="draft")
    rows.put("contract", account_id=account, signed_on=middle, state="active", removed_at=NOON)
    for more in ({"owner_id": None}, {"owner_id": 9, "removed_at": NOON}):
        rows.put("contract", account_id=rows.put("account", **wang | more), signed_on=START, state="active")
    assert [(one.base, one.kept) for one in dao.customers(START, middle, UNTIL)] == [(3, 1)]
