"""A plan over past months stands beside what was paid, and a what-if beside what is; neither is kept."""

from datetime import date

from crm.domain.kit.money import Money
from tests.unit.service.sales.commissions import lines, plan, run
from tests.unit.service.sales.contracts import contract, part


def test_a_plan_is_compared_with_what_was_paid_and_not_with_drafts(company):
    trial = company.container.performance.commission_trial()
    with company.acting("lilei"):
        made = contract(company)
        for day in ("2026-02-03", "2026-03-05"):
            part(company, "receipt", made.id, amount="100", received_on=day)
        plan(company)
        other = plan(company, name="新方案", tiers="5%", from_month="2027-01")
        run(company, "2026-02", upto="approved")
        run(company, "2026-03")
        months, (row,), _ = trial.compare(other, 3, date(2026, 4, 20))
        assert months == ["2026-01", "2026-02", "2026-03"]
        assert (row.would, row.paid) == ((Money(0), Money(5), Money(5)), (Money(0), Money(3), Money(0)))
        assert len(lines(company, "2026-02")) == 1


def test_a_what_if_counts_a_deal_by_the_shares_of_its_team(company):
    trial, deals = company.container.performance.commission_trial(), company.container.sales.opportunity()
    members = company.container.sales.opportunity_member()
    with company.acting("lilei"):
        plan(company, way="marginal", tiers="0: 3%\n500: 10%")
    with company.acting("wang"):
        deal = deals.create(deals.module.draft.parse({"name": "云帆二期", "amount": "1000"}))
        members.create(members.module.draft.parse({"opportunity_id": deal.id, "user_id": company.users["chen"], "share": "40"}))
        (found,) = trial.foresee(trial.deals(), Money(100))
        earned = [line.amount for _, _, _, line in found.then.lines]
        assert (found.now.lines, earned) == ([], [Money(25), Money(10)])


def test_a_what_if_knows_the_margin_of_a_deal_by_its_lines_and_who_would_be_a_new_customer(company):
    trial, sales = company.container.performance.commission_trial(), company.container.sales
    accounts, deals, products = company.container.customer.account(), sales.opportunity(), sales.product()
    with company.acting("lilei"):
        plan(company, name="毛利", basis="margin", tiers="10%")
        condition = '{"all": [{"field": "grade", "operator": "any", "value": ["A"]}]}'
        plan(company, name="新客", basis="customers", tiers="", piece="200", condition=condition)
        sold = products.create(products.module.draft.parse({"name": "企业版", "price": "100", "cost": "60", "active": "yes"}))
    with company.acting("wang"):
        old, new, other = (accounts.create(accounts.module.draft.parse({"name": name, "grade": grade}))
                           for name, grade in (("老客户", "A"), ("新客户", "A"), ("乙类", "B")))  # fmt: skip
        contract(company, account_id=old.id)
        asked = ({"name": "商机", "account_id": one.id, "amount": "1000"} for one in (old, new, new, other))
        made = [deals.create(deals.module.draft.parse(raw)) for raw in asked]
        sales.line().put("opportunity", made[0].id, [{"product_id": str(sold.id), "quantity": "10", "unit_price": "100"}])
        sales.line().put("opportunity", made[1].id, [{"text": "服务", "unit_price": "500"}])
        found = {one.plan.name: one for one in trial.foresee(made, Money(100))}
    earned = {name: [line.amount for _, _, _, line in one.then.lines] for name, one in found.items()}
    assert earned == {"毛利": [Money(40)], "新客": [Money(200)]} and found["新客"].now.lines == []
    assert len(found["毛利"].unknown) == 3 and found["新客"].unknown == ()
