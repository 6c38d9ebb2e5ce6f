"""What is due or waits among contracts, payments, invoices, discounts, orders and consents, in the database."""

from datetime import date, timedelta

import pytest

from crm.dao.sales.trade_today import TradeTodayDao
from tests.kit.rows import NOON

TODAY, DAY = date(2026, 11, 20), timedelta(days=1)
LIMITS = {f"{name}_before": TODAY for name in ("due", "ends", "deliver", "lapse")} | {"lapse_after": TODAY - 9 * DAY}


@pytest.fixture
def dao(rows):
    return TradeTodayDao(rows.db)


def test_of_each_kind_what_is_his_open_and_before_its_day_comes_the_earliest_first(company, rows, dao):
    wang, zhao = company.users["wang"], company.users["zhao"]
    consented = {"purpose_id": rows.put("consent_purpose", name="短信"), "contact_id": rows.put("contact", name="周小川")}
    kinds = {
        "payment": ("receipt_plan", "due_on", {"state": "part"}, {"state": "paid"}),
        "contract_end": ("contract", "ends_on", {"state": "active"}, {"state": "ended"}),
        "late_order": ("sales_order", "deliver_by", {"state": "delivering"}, {"state": "done"}),
        "consent_end": ("consent", "valid_until", {"state": "given"} | consented, {"state": "withdrawn"}),
    }
    wanted = []
    for kind, (table, day, is_open, is_not) in sorted(kinds.items()):
        put = [rows.put(table, **{day: TODAY - days * DAY, "owner_id": wang} | is_open | more) for days, more in (
            (1, {}), (2, {}), (0, {}), (1, is_not), (1, {"owner_id": zhao}), (1, {"removed_at": NOON}))]  # fmt: skip
        wanted += [(kind, put[1]), (kind, put[0])]
    rows.put("consent", state="given", valid_until=TODAY - 10 * DAY, owner_id=wang)
    wanted.insert(0, ("consent_end", rows.put("consent", state="given", valid_until=TODAY - 9 * DAY, owner_id=wang, **consented)))
    with company.acting("wang"):
        found = dao.due(wang, **LIMITS, size=9)
        assert [(one.kind, one.id) for one in found] == wanted
        assert [one.name for one in found if one.kind == "consent_end"] == ["周小川 · 短信"] * 3
        firsts = dict(reversed(wanted))
        assert {one.kind: one.id for one in dao.due(wang, **LIMITS, size=1)} == firsts and len(dao.due(wang, **LIMITS, size=1)) == 4
    with company.acting("chen"):
        assert dao.due(wang, **LIMITS, size=9) == []


def test_what_waits_for_others_comes_the_longest_first_unless_a_flow_runs_for_it(company, rows, dao):
    kinds = (
        ("contract_approval", "contract", "approval", "draft", "updated_at"),
        ("discount", "discount_request", "waits", "refused", "updated_at"),
        ("invoice", "invoice_request", "requested", "issued", "created_at"),
        ("order_approval", "sales_order", "approval", "draft", "updated_at"),
        ("order_approval", "order_change", "approval", "draft", "updated_at"),
    )
    wanted, limited = [], []
    for n, (kind, table, waits, other, clock) in enumerate(kinds):

        def put(**more):
            named = {"order_change": {"number": f"{rows.last}"}, "discount_request": {"module": "quote", "record_id": rows.last}}
            return rows.put(table, **{"state": waits, "owner_id": company.users["wang"]} | named.get(table, {}) | more)  # noqa: B023

        late, early = put(**{clock: NOON + n * DAY}), put(**{clock: NOON + (n - 1) * DAY})
        put(state=other), put(removed_at=NOON)
        if kind != "invoice":
            rows.put("approval_request", module=table, record_id=put(), state="open")
        limited += [(kind, early)]
        wanted += [(kind, early), (kind, late)]
    with company.acting("lilei"):
        found = [(one.kind, one.id) for one in dao.waiting(9)]
        assert found[:6] == wanted[:6] and set(found) == set(wanted) and len(found) == len(wanted)
        assert [(one.kind, one.id) for one in dao.waiting(1)] == limited
        assert {one.owner_name for one in dao.waiting(9)} == {"王强"}
    with company.acting("chen"):
        assert dao.waiting(9) == []
