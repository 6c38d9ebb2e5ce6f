"""Commission in the browser: a plan, a receipt, a run from draft to paid, and the statement in which each cent opens its receipt."""

from collections.abc import Callable

import pytest

from tests.ui.pages.base import PageObject
from tests.ui.pages.record import RecordPages
from tests.ui.pages.sales.commission import CommissionRunPage, free_month
from tests.ui.pages.sales.contract import ContractPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]
HEAD = {"amount": "1000", "signed_on": "2025-01-05", "starts_on": "2025-01-10"}
TIERS = "0: 3%\n500: 10%"


class PlanPage(RecordPages):
    """Commission plans in the browser."""

    path = "/commission-plans"
    endpoint = "sales_commission_plan"
    noun = {"en": "commission plans", "zh": "提成方案"}


@pytest.mark.own
def test_a_receipt_becomes_commission_that_can_be_followed_to_the_cent(signed_in: Browser, account: Callable[..., int], name: Name) -> None:
    """回款计提：建方案、登记回款、核算、复核、审批、发放，提成单每一笔可追溯到回款；试算不保存"""
    contract, month = ContractPage(signed_in), free_month(signed_in.site.company)
    contract.new(f"?account_id={account('云帆科技')}").fill(name=name("云帆采购合同"), **HEAD).save().move_to("active")
    contract.record_receipt().fill(amount="700", received_on=f"{month}-03").save()

    plan = PlanPage(signed_in).new().fill(name=name("回款提成"), from_month=month, way="marginal", tiers="nonsense").save()
    assert plan.value("tiers") == "nonsense" and plan.error("tiers")
    plan.fill(tiers=TIERS).save()
    signed_in.click(signed_in.testid("sales_commission_trial.index"))
    assert signed_in.axe() == []

    run = CommissionRunPage(signed_in).new().fill(month=month).save().work_out()
    signed_in.said(".tiles", "35.00")
    assert signed_in.axe() == []
    for state in ("reviewed", "approved", "paid"):
        run.move_on(state)

    page = PageObject(signed_in).go(f"/my-commission?month={month}")
    assert "35.00" in signed_in.one('[data-testid="total"]').text
    assert "500.00 × 3% + 200.00 × 10%" in signed_in.one(".how").text
    assert signed_in.axe() == []
    with signed_in.leaving():
        signed_in.click(signed_in.one("tbody th a"))
    assert "700.00" in signed_in.one(".record").text

    page.go("/commission-what-if?amount=1000")
    assert signed_in.has('[data-testid="then"]') and signed_in.axe() == []
