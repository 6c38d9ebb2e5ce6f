"""Quotes in the database: families, numbers, what they wait for, and whose last day has passed."""

from datetime import date, timedelta

import pytest

from crm.current import acting
from crm.dao.sales.quote import QuoteDao
from tests.kit.company import SYSTEM
from tests.kit.rows import NOON

TODAY = date(2026, 11, 20)


@pytest.fixture
def dao(rows):
    return QuoteDao(rows.db)


def test_a_family_is_locked_and_known_by_any_of_its_own_without_those_removed(rows, dao):
    family = [rows.put("quote", family_id=5, revision=n, number="Q-1", removed_at=at) for n, at in ((1, None), (2, NOON), (3, None))]
    rows.put("quote", family_id=6, revision=1, number="Q-2")
    rows.put("quote", family_id=7, revision=1, number="Q-3", removed_at=NOON)
    assert [one.id for one in dao.kin(family[2:])] == [family[0], family[2]] == [one.id for one in dao.lock(family[:1])]
    assert [one.id for one in dao.kin(family[1:2])] == [family[0], family[2]]
    with acting(actor=SYSTEM):
        assert [one.id for one in dao.family(5)] == [family[0], family[2]] and dao.family(7) == []
    assert {(one.id, one.number) for one in dao.numbers(["Q-1", "Q-3", "Q-4"])} == {(5, "Q-1")}


def test_what_has_lines_waits_for_a_discount_or_became_an_order_is_told_of_those_named(rows, dao):
    for module, record, approval, at in (
        ("quote", 1, None, None),
        ("quote", 2, "refused", None),
        ("quote", 2, "waits", None),
        ("quote", 3, "refused", None),
        ("quote", 4, "approved", None),
        ("quote", 5, "waits", NOON),
        ("contract", 6, "waits", None),
    ):
        rows.put("line", module=module, record_id=record, approval=approval, removed_at=at)
    assert sorted(dao.lined(list(range(1, 9)))) == [1, 2, 3, 4] and dao.lined([2]) == [2]
    assert sorted(dao.waiting(list(range(1, 9)))) == [2, 3] and dao.waiting([3]) == [3]
    rows.put("sales_order", quote_id=1), rows.put("sales_order", quote_id=2, removed_at=NOON), rows.put("sales_order", quote_id=3)
    assert dao.ordered([1, 2]) == [1]


def test_over_are_sent_quotes_after_their_last_day_read_on_by_number_and_only_a_later_touch_counts(rows, dao):
    before = TODAY - timedelta(days=1)
    ids = [rows.put("quote", state="sent", valid_until=before, revision=n) for n in range(3)]
    for n, more in enumerate(({"valid_until": TODAY}, {"state": "draft"}, {"valid_until": None}, {"removed_at": NOON})):
        rows.put("quote", **{"state": "sent", "valid_until": before, "revision": 10 + n} | more)
    assert dao.over(TODAY, 0, 9) == ids and dao.over(TODAY, ids[0], 1) == [ids[1]]
    assert [dao.touch(ids[:1], NOON + timedelta(hours=hours)) for hours in (1, 1, 0, 2)] == [1, 0, 0, 1]
