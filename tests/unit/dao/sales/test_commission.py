"""What commission is paid for, in the database: who shares it, which days count, and for whom plans are."""

from datetime import date, timedelta

import pytest

from crm.dao.sales.commission import CommissionDao
from crm.domain.kit.filter import Condition, Group, Query, parse_sort
from crm.domain.kit.money import Money
from tests.kit.rows import NOON

DAY, FIRST, LAST = timedelta(days=1), date(2026, 11, 1), date(2026, 11, 30)
QUERY = Query(sort=parse_sort(CommissionDao.module, None))


@pytest.fixture
def dao(rows):
    return CommissionDao(rows.db)


@pytest.fixture
def team(rows):
    """Puts a deal's team: a share of 30 and one of none, and one who has left."""

    def put(deal):
        for user, share, left in ((7, 30, None), (8, 0, None), (9, 50, NOON)):
            rows.put("opportunity_member", opportunity_id=deal, user_id=user, share=share, removed_at=left)
        return deal

    return put


def test_deals_are_paid_that_were_won_within_the_days_once_for_each_with_a_share(rows, dao, team):
    until = NOON + 9 * DAY
    at = (NOON - DAY, NOON, until - DAY, until)
    ids = [rows.put("opportunity", state="won", closed_at=moment, owner_id=6) for moment in at]
    team(ids[2])
    rows.put("opportunity", state="lost", closed_at=NOON), rows.put("opportunity", state="won", closed_at=NOON, removed_at=NOON)
    assert [(one.id, one.member_id, one.member_share) for one in dao.deals(QUERY, NOON, until)] == [(ids[1], None, None), (ids[2], 7, 30)]
    assert [one.id for one in dao.deals(QUERY, NOON, until, ids=ids[:2])] == [ids[1]]
    assert [len(dao.deals(QUERY, NOON, until, user_id=user)) for user in (6, 7, 8, 9)] == [2, 1, 1, 0]


def test_of_lines_counts_what_is_in_the_categories_and_still_there(rows, dao):
    deal = rows.put("opportunity", state="won", closed_at=NOON)
    chosen, other = (rows.put("product", category_id=category) for category in (1, 2))
    for product, total, more in ((chosen, 5, {}), (chosen, 6, {}), (other, 100, {}), (None, 1000, {}), (chosen, 9, {"removed_at": NOON}),
                                 (chosen, 9, {"module": "quote"})):  # fmt: skip
        rows.put("line", **{"module": "opportunity", "record_id": deal, "product_id": product, "total": Money(total)} | more)
    (found,) = dao.deals(QUERY, NOON, NOON + DAY, categories=[1])
    assert (found.chosen, found.lined) == (Money(11), Money(1111))
    (bare,) = dao.deals(QUERY, NOON, NOON + DAY)
    assert (bare.chosen, bare.lined) == (None, None)


def test_contracts_and_receipts_are_paid_by_their_days_both_bounds_included(rows, dao, team):
    deal, days = team(rows.put("opportunity")), (date(2026, 10, 31), FIRST, LAST, date(2026, 12, 1))
    contracts = [rows.put("contract", state="terminated", signed_on=day, opportunity_id=deal, owner_id=6) for day in days]
    receipts = [rows.put("receipt", state="received", received_on=day, contract_id=contracts[0], owner_id=6) for day in days]
    rows.put("contract", state="draft", signed_on=FIRST), rows.put("contract", state="active", signed_on=FIRST, removed_at=NOON)
    rows.put("receipt", state="returned", received_on=FIRST, contract_id=contracts[0])
    rows.put("receipt", state="received", received_on=FIRST, contract_id=contracts[0], removed_at=NOON)
    for paid, ids in ((dao.contracts, contracts), (dao.receipts, receipts)):
        assert [(one.id, one.member_id) for one in paid(QUERY, FIRST, LAST)] == [(ids[1], 7), (ids[2], 7)]
        assert [one.id for one in paid(QUERY, FIRST, LAST, ids=ids[2:])] == [ids[2]]
        assert [len(paid(QUERY, FIRST, LAST, user_id=user)) for user in (6, 7, 9)] == [2, 2, 0]
    assert [one.contract_id for one in dao.receipts(QUERY, FIRST, FIRST)] == [contracts[0]]


def test_a_customer_is_new_with_his_first_contract_in_force_the_lower_number_first(rows, dao):
    def customer(*signed):
        account = rows.put("account")
        return account, [rows.put("contract", account_id=account, signed_on=day, **{"state": "active"} | more) for day, more in signed]

    same, (first, _) = customer((FIRST, {}), (FIRST, {}))
    later, (_, counted) = customer((date(2026, 10, 1), {"state": "draft"}), (LAST, {}))
    undone, (_, last) = customer((date(2026, 10, 1), {"removed_at": NOON}), (LAST, {}))
    customer((date(2026, 10, 1), {}), (FIRST, {})), customer((date(2026, 12, 1), {}))
    customer((FIRST, {"state": "draft"})), customer((FIRST, {"removed_at": NOON}))
    assert [(one.id, one.contract_id) for one in dao.customers(QUERY, FIRST, LAST)] == [(same, first), (later, counted), (undone, last)]
    assert [one.id for one in dao.customers(QUERY, FIRST, LAST, ids=[later])] == [later]


def test_costs_are_of_contracts_in_force_and_refunds_of_what_came_in_then(rows, dao):
    made = [rows.put("contract", state=state, signed_on=FIRST) for state in ("active", "draft")]
    for more in ({"signed_on": date(2026, 12, 1)}, {"signed_on": FIRST, "removed_at": NOON}):
        rows.put("line", module="contract", record_id=rows.put("contract", state="active", **more))
    product = rows.put("product", category_id=3, cost=Money(4), currency="CNY")
    for contract, position, more in (
        (made[0], 2, {}),
        (made[0], 1, {"product_id": product}),
        (made[1], 1, {}),
        (made[0], 3, {"removed_at": NOON}),
    ):
        rows.put("line", module="contract", record_id=contract, position=position, **more)
    assert [(one.contract_id, one.category_id, one.cost) for one in dao.costs(FIRST, LAST)] == [
        (made[0], 3, Money(4)),
        (made[0], None, None),
    ]
    assert dao.costs(date(2026, 11, 2), LAST) == [] == dao.costs(FIRST, LAST, ids=[made[1]])
    inside = rows.put("receipt", contract_id=1, received_on=LAST)
    for contract, day, more in ((2, date(2026, 12, 1), {}), (3, FIRST, {"removed_at": NOON})):
        rows.put("receipt", contract_id=contract, received_on=day, **more)
    for contract in (1, 1, 2, 3):
        rows.put("refund", contract_id=contract, updated_at=NOON)
    rows.put("receipt", contract_id=4, received_on=FIRST), rows.put("refund", contract_id=4, removed_at=NOON, updated_at=NOON - DAY)
    assert dao.refunded(FIRST, LAST) == [1] == dao.refunded(FIRST, LAST, ids=[inside]) and dao.refunded(FIRST, LAST, ids=[5]) == []


def test_touched_is_what_was_written_since_and_receipts_of_contracts_that_gave_back(rows, dao):
    old = {"updated_at": NOON - timedelta(seconds=1)}
    for contract, more in ((1, old), (2, old), (3, {})):
        rows.put("receipt", id=40 + contract, contract_id=contract, **more)
    rows.put("refund", contract_id=1), rows.put("refund", contract_id=2, **old)
    assert sorted(dao.touched_receipts(NOON)) == [41, 43]
    new = [rows.put("contract", account_id=5), rows.put("contract", account_id=5), rows.put("contract")]
    rows.put("contract", account_id=6, **old)
    deal = rows.put("opportunity")
    rows.put("opportunity", **old)
    assert (sorted(dao.touched_contracts(NOON)), dao.touched_customers(NOON), dao.touched_deals(NOON)) == (new, [5], [deal])


def test_plans_are_for_people_roles_and_departments_and_one_that_names_nobody_here_is_for_nobody(company, rows, dao):
    users, nobodys = company.users, rows.put("role")
    role, sales, gone = company.roles["salesperson"], company.departments["sales"], {"removed_at": NOON}
    for plan, more in (
        (1, {"person_id": users["lilei"]}), (2, {"role_id": role}), (3, {"unit_id": sales}), (5, {"role_id": nobodys}),
        (4, {"person_id": users["lilei"]} | gone), (4, {"role_id": role} | gone), (4, {"unit_id": sales} | gone),
    ):  # fmt: skip
        rows.put("commission_member", plan_id=plan, **more)
    sellers = {users[who] for who in ("wang", "zhao", "chen")}
    found = {plan: {one.user_id for one in dao.participants() if one.plan_id == plan} for plan in range(1, 6)}
    assert found == {1: {users["lilei"]}, 2: {0} | sellers, 3: {0, users["han"]} | sellers, 4: set(), 5: {0}}
    rows.set("app_user", users["wang"], state="left", removed_at=NOON)
    assert users["wang"] in {one.id for one in dao.people()}


def test_hoped_for_are_open_deals_with_their_team_and_their_costs_and_a_customer_is_new_without_a_contract_in_force(rows, dao, team):
    customer = rows.put("account", name="云帆")
    deal, won = (rows.put("opportunity", state=state, account_id=customer) for state in ("open", "won"))
    team(deal)
    found = [(one.id, one.account_id, one.member_id, one.member_share) for one in dao.hoped(Query(), [deal, won])]
    assert found == [(deal, customer, 7, 30)]
    for account, more in ((5, {"state": "active"}), (6, {"state": "draft"}), (7, {"state": "active", "removed_at": NOON})):
        rows.put("contract", account_id=account, **more)
    assert dao.signed_already([5, 6, 7]) == [5]
    rows.put("line", module="opportunity", record_id=deal), rows.put("line", module="contract", record_id=deal)
    assert [(one.contract_id, one.cost) for one in dao.deal_costs([deal])] == [(deal, None)]


def test_a_category_reaches_below_what_is_there(rows, dao):
    top = rows.put("product_category")
    below = rows.put("product_category", parent_id=top)
    lowest, gone = rows.put("product_category", parent_id=below), rows.put("product_category", parent_id=top, removed_at=NOON)
    rows.put("product_category", parent_id=gone), rows.put("product_category")
    assert sorted(dao.within(top)) == [top, below, lowest] and dao.within(lowest) == [lowest]


def test_customers_that_do_not_meet_the_plan_s_condition_pay_nothing_and_days_come_in_their_order(rows, dao, team):
    big, small = (rows.put("account", name=name) for name in ("大客户", "小客户"))
    only = Query(Group((Condition("name", "is", "大客户"),)), sort=QUERY.sort)
    made: dict[str, list[int]] = {"deals": [], "contracts": [], "receipts": []}
    for account, day in ((big, 3), (small, 2), (big, 1)):
        paid_on = {"account_id": account, "owner_id": 6}
        made["deals"].append(rows.put("opportunity", state="won", closed_at=NOON + day * DAY, **paid_on))
        made["contracts"].append(
            rows.put("contract", state="active", signed_on=FIRST + day * DAY, opportunity_id=team(rows.last + 900), **paid_on)
        )
        made["receipts"].append(
            rows.put("receipt", state="received", received_on=FIRST + day * DAY, contract_id=made["contracts"][-1], **paid_on)
        )
    for name, days in (("deals", (NOON, NOON + 9 * DAY)), ("contracts", (FIRST, LAST)), ("receipts", (FIRST, LAST))):
        assert [one.id for one in getattr(dao, name)(QUERY, *days)] == made[name][::-1], name
        assert [one.id for one in getattr(dao, name)(only, *days)] == made[name][::-2], name
    assert [(one.id, one.member_id) for one in dao.customers(QUERY, FIRST, LAST)] == [(big, 7), (small, 7)]
    assert [one.id for one in dao.customers(only, FIRST, LAST)] == [big]
