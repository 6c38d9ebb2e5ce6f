"""What was reached in a period and in the one before it, in the database."""

from datetime import date, timedelta

import pytest

from crm.dao.sales.attainment import AttainmentDao
from crm.domain.kit.money import Money
from tests.kit.rows import NOON

DAY, FIRST, LAST = timedelta(days=1), date(2026, 11, 1), date(2026, 12, 1)
SINCE, UNTIL, BEFORE = NOON, NOON + 30 * DAY, NOON - 30 * DAY
# One on each side of each bound: what counts now is 2 + 4, before that 8 + 16.
MOMENTS = ((BEFORE - DAY, 1), (BEFORE, 8), (SINCE - DAY, 16), (SINCE, 2), (UNTIL - DAY, 4), (UNTIL, 32))
DAYS = ((date(2026, 9, 30), 1), (date(2026, 10, 1), 8), (date(2026, 10, 31), 16), (FIRST, 2), (date(2026, 11, 30), 4), (LAST, 32))


@pytest.fixture
def wang(company, rows):
    """Wang's records have his number and his department's."""
    return {"owner_id": company.users["wang"], "department_id": company.departments["east"]}


@pytest.fixture
def dao(company, rows):
    with company.acting("lilei"):
        yield AttainmentDao(rows.db)


def sums(found):
    return [(int(one.amount), one.number, int(one.amount_before), one.number_before) for one in found]


def test_won_are_deals_that_were_closed_as_won_within_the_bounds_by_owner(company, rows, dao, wang):
    for at, amount in MOMENTS:
        rows.put("opportunity", state="won", closed_at=at, amount_base=Money(amount), product_id=amount, **wang)
    for more in ({"state": "lost"}, {"state": "won", "removed_at": NOON}):
        rows.put("opportunity", closed_at=SINCE, amount_base=Money(99), product_id=4, **wang, **more)
    rows.put("opportunity", state="won", closed_at=SINCE, owner_id=company.users["zhao"])
    assert sorted(sums(dao.won(SINCE, UNTIL, BEFORE))) == [(0, 1, 0, 0), (6, 2, 24, 2)]
    assert sorted(sums(dao.won(SINCE, UNTIL))) == [(0, 1, 0, 0), (6, 2, 0, 0)]
    assert [(one.product_id, int(one.amount)) for one in dao.won_of_products(SINCE, UNTIL, [4, 8, 32])] == [(4, 4)]
    assert {one.product_id for one in dao.won_of_products(SINCE, UNTIL, [1, 2, 4, 8, 32])} == {2, 4}
    with company.acting("zhao"):
        assert sums(dao.won(SINCE, UNTIL)) == [(0, 1, 0, 0)]


def test_signed_received_and_the_margin_of_orders_count_what_is_in_force_and_came_in(rows, dao, wang):
    for day, amount in DAYS:
        rows.put("contract", state="ended", signed_on=day, amount_base=Money(amount), **wang)
        rows.put("receipt", state="received", received_on=day, amount_base=Money(amount), **wang)
        rows.put("sales_order", state="done", ordered_on=day, margin_base=Money(amount), **wang)
    for more in ({"state": "draft"}, {"state": "active", "removed_at": NOON}):
        rows.put("contract", signed_on=FIRST, amount_base=Money(99), **wang, **more)
    for more in ({"state": "returned"}, {"state": "received", "removed_at": NOON}):
        rows.put("receipt", received_on=FIRST, amount_base=Money(99), **wang, **more)
    for more in ({"state": "draft"}, {"state": "done", "removed_at": NOON}):
        rows.put("sales_order", ordered_on=FIRST, margin_base=Money(99), **wang, **more)
    before = date(2026, 10, 1)
    for reached in (dao.signed, dao.received, dao.margin):
        assert sums(reached(FIRST, LAST, before)) == [(6, 2, 24, 2)] and sums(reached(FIRST, LAST)) == [(6, 2, 0, 0)]


def test_a_customer_counts_in_the_period_of_his_first_contract_in_force(rows, dao, wang):
    for days in ((FIRST, LAST), (date(2026, 10, 1), FIRST), (date(2026, 9, 30), FIRST), (LAST,)):
        account = rows.put("account", **wang)
        for day in days:
            rows.put("contract", account_id=account, state="active", signed_on=day)
    rows.put("contract", account_id=account, state="active", signed_on=FIRST, removed_at=NOON)
    rows.put("contract", account_id=rows.put("account", **wang), state="draft", signed_on=FIRST)
    rows.put("contract", account_id=rows.put("account", removed_at=NOON, **wang), state="active", signed_on=FIRST)
    assert sums(dao.customers(FIRST, LAST, date(2026, 10, 1))) == [(0, 1, 0, 1)] and sums(dao.customers(FIRST, LAST)) == [(0, 1, 0, 0)]


def test_leads_and_acts_are_counted_by_when_they_came_and_what_they_are(rows, dao, wang):
    for at, _ in MOMENTS:
        rows.put("lead", created_at=at, **wang)
        for kind in ("call", "note"):
            rows.put("activity", kind=kind, at=at, **wang)
    rows.put("lead", created_at=SINCE, removed_at=NOON, **wang)
    rows.put("activity", kind="call", at=SINCE, removed_at=NOON, **wang)
    assert sums(dao.leads(SINCE, UNTIL, BEFORE)) == [(0, 2, 0, 2)] == sums(dao.done("call", SINCE, UNTIL, BEFORE))
    assert sums(dao.leads(SINCE, UNTIL)) == [(0, 2, 0, 0)] == sums(dao.done("call", SINCE, UNTIL))
    assert [(one.kind, one.number) for one in dao.done_by_kind(SINCE, UNTIL)] == [("call", 2)]


def test_what_is_coming_is_open_and_due_before_the_end_late_ones_too(rows, dao, wang):
    for day, amount in ((date(2026, 1, 1), 1), (date(2026, 11, 30), 2), (LAST, 4)):
        rows.put("opportunity", state="open", close_on=day, weighted=Money(amount), **wang)
        rows.put("opportunity", state="won", close_on=day, weighted=Money(99), **wang)
        rows.put("receipt_plan", due_on=day, open_base=Money(amount), **wang)
    rows.put("opportunity", state="open", close_on=FIRST, removed_at=NOON), rows.put("receipt_plan", due_on=FIRST, open_base=Money(0))
    rows.put("receipt_plan", due_on=FIRST, open_base=Money(9), removed_at=NOON), rows.put("product", category_id=2, removed_at=NOON)
    for found in (dao.deals_coming(LAST), dao.plans_coming(LAST)):
        assert [(one.owner_id, int(one.amount)) for one in found] == [(wang["owner_id"], 3)]
    kept, aimed, _ = (rows.put("product", category_id=category) for category in (1, 2, 3))
    assert sorted((one.id, one.category_id) for one in dao.products([kept], [2])) == [(kept, 1), (aimed, 2)]


def test_a_lead_is_answered_by_the_first_talk_after_it_came_and_only_those_answered_make_the_average(rows, dao, wang):
    for talks in (((-60, "call"), (90, "visit"), (600, "call")), ((30, "call"),), ((10, "note"),), ()):
        lead = rows.put("lead", created_at=SINCE, **wang)
        for seconds, kind in talks:
            rows.put("activity", subject_module="lead", subject_id=lead, kind=kind, at=SINCE + timedelta(seconds=seconds))
        rows.put("activity", subject_module="lead", subject_id=lead, kind="call", at=SINCE + timedelta(seconds=5), removed_at=NOON)
        rows.put("activity", subject_module="account", subject_id=lead, kind="call", at=SINCE)
    (
        rows.put("lead", created_at=SINCE, removed_at=NOON, **wang),
        rows.put("lead", created_at=UNTIL, **wang),
        rows.put("lead", created_at=SINCE - DAY, **wang),
    )
    assert [(one.number, one.answered, one.seconds) for one in dao.answered(SINCE, UNTIL)] == [(4, 2, 60)]
