"""Who is to be reminded of what, in the database: each step of each day once."""

from datetime import date, timedelta

import pytest

from crm.dao.sales.contract_reminder import ContractReminderDao
from crm.domain.kit.money import Money
from tests.kit.rows import NOON

FIRST, LAST = date(2026, 11, 20), date(2026, 11, 25)


@pytest.mark.parametrize(
    ("ask", "table", "day", "is_open", "is_not"),
    [
        ("ending", "contract", "ends_on", {"state": "active"}, {"state": "draft"}),
        ("due", "receipt_plan", "due_on", {"open_base": Money(1)}, {"open_base": Money(0)}),
        ("undelivered", "sales_order", "deliver_by", {"state": "confirmed"}, {"state": "delivered"}),
    ],
)
def test_of_each_day_within_the_bounds_its_owner_hears_once_for_each_step(rows, ask, table, day, is_open, is_not):
    dao, one = ContractReminderDao(rows.db), timedelta(days=1)

    def put(at, **more):
        return rows.put(table, **{day: at, "owner_id": 5, "name": "甲"} | is_open | more)

    last, first = put(LAST), put(FIRST)
    put(FIRST - one), put(LAST + one), put(FIRST, owner_id=None), put(FIRST, removed_at=NOON), put(FIRST, **is_not)
    asked = getattr(dao, ask)
    assert [(found.id, found.owner_id, found.day) for found in asked(FIRST, LAST, 1, 9)] == [(first, 5, FIRST), (last, 5, LAST)]
    assert [found.id for found in asked(FIRST, LAST, 1, 1)] == [first]
    told = {"record_id": first, "day": FIRST, "step": 1, "told_at": NOON}
    dao.put([told]), dao.put([told]), dao.put([told | {"record_id": last}])
    assert [found.id for found in asked(FIRST, LAST, 1, 9)] == [last] and len(asked(FIRST, LAST, 2, 9)) == 2


def test_an_instalment_is_named_with_its_contract(rows):
    contract = rows.put("contract", name="维保")
    for id in (contract, 1):
        rows.put("receipt_plan", contract_id=id, name="首款", owner_id=5, open_base=Money(1), due_on=FIRST)
    assert sorted(one.name for one in ContractReminderDao(rows.db).due(FIRST, FIRST, 1, 9)) == ["维保 · 首款", "首款"]
