"""Discounts above one's limit wait until somebody with a higher one decides, with a reason, on the record."""

import pytest

from crm import current
from crm.domain.kit.filter import Query
from crm.domain.sales.discount_limit import DiscountLimitDraft
from crm.domain.sales.product import ProductDraft
from crm.domain.sales.product_category import ProductCategoryDraft
from crm.errors import Forbidden, Invalid
from tests.unit.service.platform.approvals import flow, waiting


@pytest.fixture
def deal(company):
    """A deal of Wang Qiang, whose role may take off 10 percent; that of his manager 30."""
    sales = company.container.sales
    with company.acting("lilei"):
        for role, percent in (("salesperson", "10"), ("manager", "30")):
            sales.discount_limit().create(DiscountLimitDraft.parse({"role_id": company.roles[role], "percent": percent}))
        department = company.container.platform.department()
        department.change(company.departments["sales"], {"manager_id": company.users["han"]})
    with company.acting("wang"):
        return sales.opportunity().create(sales.opportunity().module.draft.parse({"name": "云帆续约", "currency": "CNY"}))


def put(company, deal, discount, **more):
    return company.container.sales.line().put("opportunity", deal.id, [{"text": "实施", "unit_price": "100", "discount": discount, **more}])


def decide(company, deal, approved=True, answer="老客户"):
    company.container.sales.line_approval().decide("opportunity", deal.id, approved, answer)


def state(company, deal):
    with company.acting("wang"):
        return company.container.sales.line().of("opportunity", deal.id)[0].approval


def test_a_discount_within_the_limit_stands_and_a_larger_one_waits(company, deal):
    with company.acting("wang"):
        assert put(company, deal, "10")[0].approval is None
        assert put(company, deal, "10.01")[0].approval == "waits"
    with company.acting("lilei"):
        assert put(company, deal, "100")[0].approval is None  # an administrator has no limit


def test_the_manager_is_told_sees_it_today_and_approves(company, deal):
    crm = company.container
    with company.acting("wang"):
        put(company, deal, "25")
    with company.acting("han"):
        assert [notice.url for notice in crm.platform.notice().page(5)][:1] == [f"/lines/opportunity/{deal.id}"]
        assert [item.title for item in crm.trade.today_contract_approval().items(current.now())] == ["云帆续约"]
        assert crm.sales.line_approval().may_decide("opportunity", deal.id)
        decide(company, deal)
        assert crm.trade.today_contract_approval().items(current.now()) == []
    assert state(company, deal) == "approved"
    with company.acting("wang"):
        (line,) = crm.sales.line().of("opportunity", deal.id)
        lines = crm.platform.journal().history("line", line.id)
        assert [(one.actor_name, one.verb) for one in lines if one.field == "approval"] == [("韩梅梅", "approve")]
        assert put(company, deal, "20", id=line.id)[0].approval == "approved"  # less than was approved
        assert put(company, deal, "26", id=line.id)[0].approval == "waits"


def test_a_refusal_has_a_reason_and_stays_until_the_discount_is_another(company, deal):
    with company.acting("wang"):
        (line,) = put(company, deal, "25")
    with company.acting("han"):
        with pytest.raises(Invalid) as refused:
            decide(company, deal, approved=False, answer=" ")
        assert set(refused.value.fields) == {"answer"}
        decide(company, deal, approved=False, answer="利润太低")
    with company.acting("wang"):
        assert put(company, deal, "25", id=line.id)[0].approval == "refused"
        assert put(company, deal, "5", id=line.id)[0].approval is None
        notices = company.container.platform.notice().page(5)
        assert "利润太低" in notices[0].title


def test_nobody_decides_above_his_own_limit_or_without_the_right(company, deal):
    with company.acting("wang"):
        put(company, deal, "35")
    for account, refusal in (("wang", Invalid), ("han", Invalid), ("sun", Forbidden)):
        with company.acting(account), pytest.raises(refusal):
            decide(company, deal)
    with company.acting("lilei"):
        decide(company, deal)
    assert state(company, deal) == "approved"


def test_what_waits_no_longer_is_withdrawn(company, deal):
    with company.acting("wang"):
        put(company, deal, "25")
        put(company, deal, "5")
    with company.acting("han"):
        assert company.container.trade.today_payment().items(current.now()) == []
        with pytest.raises(Invalid):
            decide(company, deal)


def test_a_category_has_a_limit_of_its_own(company, deal):
    sales = company.container.sales
    with company.acting("lilei"):
        category = sales.product_category().create(ProductCategoryDraft.parse({"name": "服务"}))
        product = sales.product().create(ProductDraft.parse({"name": "培训", "category_id": category.id, "price": "100"}))
        raw = {"role_id": company.roles["salesperson"], "category_id": category.id, "percent": "2"}
        sales.discount_limit().create(DiscountLimitDraft.parse(raw))
        with pytest.raises(Invalid):
            sales.discount_limit().create(DiscountLimitDraft.parse(raw))
    with company.acting("wang"):
        lines = [{"product_id": product.id, "discount": "5"}, {"text": "实施", "unit_price": "9", "discount": "5"}]
        assert [line.approval for line in sales.line().put("opportunity", deal.id, lines)] == ["waits", None]


def test_nobody_approves_his_own_lines_by_typing_so(company, deal):
    with company.acting("wang"):
        assert put(company, deal, "25", approval="approved")[0].approval == "waits"


def test_a_flow_decides_about_a_discount_and_its_lines_follow(company, deal):
    crm, desk = company.container, company.container.approval.approval()
    flow(company, {"name": "财务审批", "kind": "person", "user_id": company.users["sun"]}, subject="discount_request", condition="")
    with company.acting("wang"):
        put(company, deal, "25")
    with company.acting("han"):
        assert not crm.sales.line_approval().may_decide("opportunity", deal.id)
        with pytest.raises(Invalid, match="孙丽"):
            decide(company, deal)
        assert crm.trade.today_contract_approval().items(current.now()) == []
    (request,) = waiting(company, "sun")
    with company.acting("sun"):
        desk.decide(request, "approve", "老客户")
    assert state(company, deal) == "approved"
    with company.acting("wang"):
        (asked,) = crm.sales.discount_request().page(Query())
        assert (asked.state, asked.decider_name, asked.answer) == ("approved", "孙丽", "老客户")
        put(company, deal, "40")
    assert len(waiting(company, "sun")) == 1
    with company.acting("wang"):
        put(company, deal, "5")
    assert waiting(company, "sun") == []
