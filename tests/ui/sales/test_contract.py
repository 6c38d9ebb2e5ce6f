"""A contract in the browser: approved, planned, paid too much, paid, and seen where what is overdue stands."""

from collections.abc import Callable

import pytest

from tests.ui.pages.base import PageObject
from tests.ui.pages.sales.contract import ContractPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]
HEAD = {"amount": "1000", "signed_on": "2026-01-05", "starts_on": "2026-01-10"}


@pytest.fixture
def page(signed_in: Browser, account: Callable[..., int], name: Name) -> ContractPage:
    """A contract that is a draft."""
    page = ContractPage(signed_in)
    customer = account("云帆科技")
    return page.new(f"?account_id={customer}").fill(name=name("云帆采购合同"), **HEAD).save()


@pytest.mark.own
def test_a_contract_goes_from_its_draft_to_what_came_in(page: ContractPage, signed_in: Browser, name: Name) -> None:
    """合同从草稿到生效、按比例制定回款计划、登记回款；超额回款被拒绝且保留已输入内容"""
    contract = page.id
    page.move_to("active").plan("30, 70", "2026-02-01")
    assert len(page.plans) == 2 and "300.00" in page.plans[0] and "700.00" in page.plans[1]
    assert signed_in.axe() == []

    page.record_receipt().fill(amount="1200", received_on="2026-02-03").save()
    assert "1,000.00" in page.error("amount") and page.value("amount") == "1200"

    page.fill(amount="300").save()
    page.go(f"/contracts/{contract}")
    page.received("300.00")

    ages = PageObject(signed_in).go("/receivables")
    row = next(one for one in signed_in.all("tbody tr") if name("云帆科技") in one.text)
    assert "700.00" in row.text and signed_in.axe() == []
    ages.go("/contracts/statistics")
    assert "1,000.00" in signed_in.one(".tallied").text and signed_in.axe() == []


@pytest.mark.own
@pytest.mark.width(390)
def test_a_contract_is_ended_without_script_on_the_phone(page: ContractPage, signed_in: Browser) -> None:
    """手机、无脚本时终止合同会询问原因"""
    contract = page.id
    page.move_to("active")
    signed_in.scripts(on=False)
    page.go(f"/contracts/{contract}").move_to("terminated")
    assert signed_in.has('[name="closing_reason"]')
    signed_in.fill(signed_in.one('[name="closing_reason"]'), "客户停业")
    with signed_in.leaving():
        signed_in.click(signed_in.testid("save"))
    signed_in.scripts(on=True)
    page.go(f"/contracts/{contract}")
    assert page.shown("closing_reason") == "客户停业"
