"""Contracts in the database: numbers that are taken, whose term is over, and touches."""

from datetime import date, timedelta

from crm.dao.sales.contract import ContractDao
from tests.kit.rows import NOON

TODAY = date(2026, 11, 20)


def test_a_number_is_taken_and_an_order_became_a_contract_as_long_as_that_is_there(rows):
    dao = ContractDao(rows.db)
    kept = rows.put("contract", number="HT-1", order_id=5)
    rows.put("contract", number="HT-2", order_id=6, removed_at=NOON), rows.put("contract", number="HT-9")
    assert [(one.id, one.number) for one in dao.numbers(["HT-1", "HT-2", "HT-3"])] == [(kept, "HT-1")]
    assert [dao.of_order(id) for id in (5, 6, 7)] == [kept, None, None]


def test_over_are_contracts_in_force_whose_last_day_has_passed_read_on_by_number(rows):
    dao, before = ContractDao(rows.db), TODAY - timedelta(days=1)
    ids = [rows.put("contract", state="active", ends_on=before) for _ in range(3)]
    for more in ({"ends_on": TODAY}, {"state": "ended"}, {"ends_on": None}, {"removed_at": NOON}):
        rows.put("contract", **{"state": "active", "ends_on": before} | more)
    assert dao.over(TODAY, 0, 9) == ids and dao.over(TODAY, ids[0], 1) == [ids[1]]


def test_only_a_later_touch_counts_and_leaves_no_version(company, rows):
    dao, id, other = ContractDao(rows.db), rows.put("contract"), rows.put("contract")
    assert [dao.touch([id], NOON + timedelta(hours=hours)) for hours in (1, 1, 0, 2)] == [1, 0, 0, 1]
    with company.acting("lilei"):
        found = {one.id: (one.touched_at, one.version) for one in dao.find([id, other])}
    assert found == {id: (NOON + timedelta(hours=2), 1), other: (None, 1)}
