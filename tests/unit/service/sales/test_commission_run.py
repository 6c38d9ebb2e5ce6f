"""Runs: what is paid to whom, in order and never twice, and what becomes of it when the money goes back."""

import pytest

from crm.domain.kit.money import Money
from crm.domain.sales.commission_run import MODULE
from crm.errors import Forbidden, Invalid
from tests.unit.service.sales.commissions import lines, plan, run
from tests.unit.service.sales.contracts import contract, part

TIERS = "0: 3%\n500: 10%"


def paid(company, who="wang", amount="400", day="2026-02-03", **raw):
    with company.acting(who):
        made = contract(company, **raw)
    with company.acting("lilei"):
        return part(company, "receipt", made.id, amount=amount, received_on=day)


def test_a_month_is_paid_line_by_line_and_the_lines_add_up(company):
    for who, amount in (("wang", "400"), ("wang", "300"), ("zhao", "99.99")):
        paid(company, who, amount)
    with company.acting("lilei"):
        plan(company, way="marginal", tiers=TIERS)
        made = run(company, "2026-02")
        assert lines(company, "2026-02") == [
            ("王强", "base", "2026-02", "12.00"), ("王强", "base", "2026-02", "23.00"), ("赵敏", "base", "2026-02", "3.00"),
        ]  # fmt: skip
        assert (made.total, made.people, made.entries) == (Money(38), 2, 3)
        again = company.container.performance.commission_run()
        again.start(made.id)
        company.container.platform.job_runner().run_one("test")
        assert again.get(made.id).total == Money(38) and len(lines(company, "2026-02")) == 3


def test_people_see_their_own_managers_their_department_s(company):
    for who in ("wang", "chen"):
        paid(company, who)
    with company.acting("lilei"):
        plan(company)
        run(company, "2026-02")
    seen = {}
    for who in ("wang", "chen", "han", "lilei"):
        with company.acting(who):
            seen[who] = [line[0] for line in lines(company, "2026-02")]
    assert seen == {"wang": ["王强"], "chen": ["陈静"], "han": ["王强", "陈静"], "lilei": ["王强", "陈静"]}


def test_the_team_of_the_deal_shares_to_the_cent(company):
    deals, members = company.container.sales.opportunity(), company.container.sales.opportunity_member()
    with company.acting("wang"):
        deal = deals.create(deals.module.draft.parse({"name": "云帆采购"}))
        members.create(members.module.draft.parse({"opportunity_id": deal.id, "user_id": company.users["chen"], "share": "33"}))
    paid(company, amount="100.01", opportunity_id=deal.id)
    with company.acting("lilei"):
        plan(company, tiers="100%")
        run(company, "2026-02")
        assert set(lines(company, "2026-02")) == {("王强", "base", "2026-02", "67.01"), ("陈静", "base", "2026-02", "33.00")}


@pytest.mark.parametrize("how", ["returned", "refunded", "removed"])
def test_what_goes_back_after_it_was_paid_is_taken_back_in_the_next_run(company, how):
    trade = company.container.trade
    paid(company)
    second = paid(company, amount="300", day="2026-02-10")
    with company.acting("lilei"):
        plan(company, way="marginal", tiers=TIERS)
        first = run(company, "2026-02", upto="paid")
        if how == "returned":
            trade.receipt().change(second.id, {"state": "returned", "returned_on": "2026-03-02", "return_reason": "账号有误"})
        elif how == "refunded":
            part(company, "refund", second.contract_id, amount="300", refunded_on="2026-03-02")
        else:
            trade.receipt().remove_all([second.id])
        later = run(company, "2026-03", upto="paid")
        assert lines(company, "2026-03") == [("王强", "back", "2026-02", "-23.00")]
        assert company.container.performance.commission_run().get(first.id).total == Money(35)
        assert first.total + later.total == Money(12)
        run(company, "2026-04")
        assert lines(company, "2026-04") == []  # not taken back twice


def test_what_is_booked_late_is_paid_later_by_the_terms_of_its_month(company):
    paid(company)
    with company.acting("lilei"):
        made = plan(company)
        run(company, "2026-02", upto="approved")
        company.container.performance.commission_plan().change(made.id, {"tiers": "50%"})
    paid(company, amount="100", day="2026-02-27")
    with company.acting("lilei"):
        run(company, "2026-03")
        assert lines(company, "2026-03") == [("王强", "late", "2026-02", "3.00")]


def test_runs_follow_each_other_and_are_decided_by_whoever_may(company):
    service = company.container.performance.commission_run()
    paid(company)
    with company.acting("lilei"):
        plan(company)
        first = run(company, "2026-02", upto="reviewed")
        with pytest.raises(Invalid, match="Approve the run of 2026-02 first"):
            run(company, "2026-03")
        wrong = {"month": "2026-04", "state": "paid", "paid_on": "2026-05-01"}
        for raw in ({"month": "2026-01"}, {"month": "2026-02"}, {"month": "2199-01"}, wrong):
            with pytest.raises(Invalid):
                service.create(MODULE.draft.parse(raw))
        with pytest.raises(Invalid, match="builds on this one"):
            service.change(first.id, {"state": "draft"})
        service.change(first.id, {"state": "approved"})
        with pytest.raises(Invalid):
            service.start(first.id)
    with company.acting("sun"), pytest.raises(Forbidden):
        service.change(first.id, {"state": "paid", "paid_on": "2026-03-05"})
    with company.acting("wang"):
        told = company.container.platform.notice().page(10)
    assert [one.title for one in told if one.kind == "commission"] == ["您 2026-02 的提成已审批"]


def test_tiers_follow_the_target_of_each_person(company):
    targets = company.container.performance.target()
    for who in ("wang", "chen"):
        paid(company, who)
    with company.acting("lilei"):
        for who, goal in (("wang", "200"), ("chen", "1000")):
            raw = {"person_id": company.users[who], "measure": "receipts", "year": "2026", "m02": goal}
            targets.create(targets.module.draft.parse(raw))
        plan(company, way="marginal", measure="attainment", tiers="0: 3%\n100: 10%")
        found = run(company, "2026-02")
        assert set(lines(company, "2026-02")) == {("王强", "base", "2026-02", "26.00"), ("陈静", "base", "2026-02", "12.00")}
        assert found.problems == []


def test_nothing_is_paid_out_in_a_closed_month(company):
    service, periods = company.container.performance.commission_run(), company.container.trade.period()
    paid(company)
    with company.acting("lilei"):
        plan(company)
        made = run(company, "2026-02", upto="approved")
        periods.create(periods.module.draft.parse({"month": "2026-03"}))
        with pytest.raises(Invalid) as refused:
            service.change(made.id, {"state": "paid", "paid_on": "2026-03-31"})
        assert set(refused.value.fields) == {"paid_on"}
        assert service.change(made.id, {"state": "paid", "paid_on": "2026-04-01"}).state == "paid"


def test_a_run_that_is_undone_or_deleted_leaves_nothing_behind_and_states_stay(company):
    service, undo = company.container.performance.commission_run(), company.container.platform.undo()
    paid(company)
    with company.acting("lilei"):
        plan(company)
        made = run(company, "2026-02", upto="reviewed")
        (last,) = company.container.platform.journal().page(1)
        assert undo.undo(last.id).refused and service.get(made.id).state == "reviewed"
        service.change(made.id, {"state": "draft"})
        assert service.remove_all([made.id]).done == [made.id] and lines(company, "2026-02") == []
        assert run(company, "2026-02").total == Money(12)


def test_what_is_not_counted_is_told_and_who_left_is_paid(company):
    users = company.container.platform.user()
    paid(company, "zhao")
    with company.acting("lilei"):
        plan(company, way="marginal", measure="attainment", tiers="0: 3%\n100: 5%")
        users.change(company.users["zhao"], {"state": "left"})
        made = run(company, "2026-02")
    assert {one["word"]: one["name"] for one in made.problems} == {"target": "赵敏", "left": "赵敏"}
    assert made.total == Money(12)


def test_margins_leave_out_what_has_no_cost_and_new_customers_are_paid_by_the_head(company):
    catalogue, contracts = company.container.sales.product(), company.container.trade.contract()
    with company.acting("lilei"):
        known, unknown = (
            catalogue.create(catalogue.module.draft.parse({"name": name, "price": "100", "cost": cost}))
            for name, cost in (("甲", "60"), ("乙", ""))
        )
        plan(company, basis="margin", tiers="10%")
        plan(company, name="新客奖励", basis="customers", tiers="", piece="200")
    with company.acting("wang"):
        made = contract(company, "draft", amount="1")
        typed = [{"product_id": one.id, "quantity": "3", "unit_price": "100"} for one in (known, unknown)]
        company.container.sales.line().put("contract", made.id, typed)
        contracts.change(made.id, {"state": "active"})
    with company.acting("lilei"):
        found = run(company, "2026-01")
        assert lines(company, "2026-01") == [("王强", "base", "2026-01", "12.00"), ("王强", "base", "2026-01", "200.00")]
        assert [one["word"] for one in found.problems] == ["cost"]


def test_conditions_participants_and_categories_narrow_a_plan(company):
    members = company.container.performance.commission_member()
    paid(company)
    paid(company, "chen")
    with company.acting("lilei"):
        nobody = plan(company, condition='{"all": [{"field": "name", "operator": "is", "value": "别家"}]}')
        south = plan(company, name="华南", condition='{"all": [{"field": "name", "operator": "is", "value": "云帆科技"}]}')
        members.create(members.module.draft.parse({"plan_id": south.id, "unit_id": company.departments["south"]}))
        categories = company.container.sales.product_category()
        category = categories.create(categories.module.draft.parse({"name": "软件"}))
        plan(company, name="软件", category_id=category.id)
        run(company, "2026-02")
        assert lines(company, "2026-02") == [("陈静", "base", "2026-02", "12.00")]
        with pytest.raises(Invalid):
            company.container.performance.commission_plan().change(south.id, {"basis": "deals"})
        assert company.container.performance.commission_plan().remove_all([south.id, nobody.id]).done == [nobody.id]


def test_an_amount_of_another_currency_counts_at_the_rate_of_its_day(company):
    rates, service = company.container.sales.exchange_rate(), company.container.performance.commission_line()
    with company.acting("lilei"):
        rates.create(rates.module.draft.parse({"currency": "USD", "starts_on": "2026-01-01", "rate": "7.1234"}))
    paid(company, amount="100", currency="USD")
    with company.acting("lilei"):
        plan(company)
        run(company, "2026-02")
        (line,) = service.statement("2026-02", company.users["wang"])
    assert (line.source_amount, line.currency, line.source_base, line.amount) == (Money(100), "USD", Money("712.34"), Money("21.37"))
    assert (line.source_amount * line.rate).rounded("CNY") == line.source_base
