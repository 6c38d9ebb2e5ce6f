"""What contracts come to, in the database."""

from datetime import date

from crm.dao.sales.contract_statistic import ContractStatisticDao
from crm.domain.kit.money import Money
from tests.kit.rows import NOON


def test_contracts_add_up_the_most_first_as_far_as_they_are_signed_and_seen(company, rows):
    dao, users = ContractStatisticDao(rows.db), company.users

    def put(amount, day, who="wang", **more):
        owner = {"owner_id": users[who], "department_id": company.departments["east"]}
        sums = {"amount_base": Money(amount), "received_base": Money(1), "open_base": Money(2)}
        rows.put("contract", **{"state": "active", "kind": "sale", "signed_on": day} | owner | sums | more)

    october, november, december = date(2026, 10, 31), date(2026, 11, 1), date(2026, 12, 1)
    put(8, november), put(16, october), put(32, december, "zhao", kind="rent"), put(64, november, state="draft")
    put(99, november, removed_at=NOON), put(4, None, state="ended")
    with company.acting("lilei"):
        assert [(one.key, one.contracts, int(one.amount), int(one.received), int(one.open)) for one in dao.by_state(9)] == [
            ("draft", 1, 64, 1, 2), ("active", 3, 56, 3, 6), ("ended", 1, 4, 1, 2),
        ]  # fmt: skip
        assert [(one.key, int(one.amount)) for one in dao.by_kind(9)] == [("rent", 32), ("sale", 28)] and len(dao.by_kind(1)) == 1
        assert [(one.name, int(one.amount)) for one in dao.by_owner(9)] == [("赵敏", 32), ("王强", 28)]
        assert [(one.key, int(one.amount)) for one in dao.by_month(9)] == [("2026-12", 32), ("2026-11", 8), ("2026-10", 16)]
        for by in (dao.by_kind, dao.by_owner, dao.by_month):
            assert [int(one.amount) for one in by(9, since=november, until=december)] == [8]
        assert [int(one.amount) for one in dao.by_state(9, since=november, until=december)] == [64, 8]
        for by in (dao.by_state, dao.by_owner, dao.by_month):
            assert len(by(1)) == 1
    with company.acting("zhao"):
        assert [int(one.amount) for one in dao.by_state(9)] == [32] == [int(one.amount) for one in dao.by_month(9)]
