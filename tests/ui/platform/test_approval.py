"""Approvals in the browser: asked for on a contract, decided on Today with one key, and returned from a phone."""

import json
from collections.abc import Callable

import pytest

from tests.ui.pages.platform.approval import ApprovalPage
from tests.ui.pages.sales.contract import ContractPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]
HEAD = {"amount": "600000", "signed_on": "2026-01-05", "starts_on": "2026-01-10"}


@pytest.fixture
def asked(browser: Browser, name: Name) -> ContractPage:
    """A contract of the salesperson in approval; the flow is for this test's contracts alone, and the manager decides."""
    assert browser.site.company
    lilei = browser.site.visitor("administrator")
    condition = json.dumps({"all": [{"field": "name", "operator": "contains", "value": name()}]})
    flow = lilei.create("/approval-flows", name=name("大额合同审批"), subject="contract", active="yes", condition=condition)
    step = {"name": "主管审批", "position": "1", "kind": "person", "need": "any", "late": "remind"}
    lilei.create("/approval-steps", flow_id=flow, user_id=browser.site.company.users["han"], **step)
    customer = browser.site.visitor("salesperson").create("/accounts", name=name("云帆科技"), kind="company")
    browser.enter("salesperson")
    page = ContractPage(browser).new(f"?account_id={customer}").fill(name=name("云帆采购合同"), **HEAD).save()
    return page.move_to("approval")


@pytest.mark.own
def test_a_contract_comes_into_effect_when_its_approver_presses_one_key_on_today(asked: ContractPage, browser: Browser, name: Name) -> None:
    """提交合同审批，审批人在今日页按 y 键，合同生效"""
    contract, page = asked.id, ApprovalPage(browser)
    assert "韩梅梅" in page.strip and not browser.has('[data-testid="approval-approve"]') and browser.axe() == []

    browser.enter("manager")
    page.on_today(name("云帆采购合同")).key("y")
    assert browser.path == "/" and name("云帆采购合同") not in browser.one("main").text

    browser.enter("salesperson")
    page.go(f"/contracts/{contract}")
    assert browser.say("In effect") in browser.one(".record-line").text and not browser.has("#approval")


@pytest.mark.own
@pytest.mark.width(390)
def test_on_the_phone_it_is_returned_without_script_and_asked_for_again(asked: ContractPage, browser: Browser) -> None:
    """手机、无脚本时退回合同并说明原因，提交人修改后重新提交"""
    contract, page = asked.id, ApprovalPage(browser)
    browser.enter("manager")
    browser.scripts(on=False)
    page.go(f"/contracts/{contract}")
    assert browser.overflow() <= 0
    page.give_back("金额有误")
    browser.scripts(on=True)

    browser.enter("salesperson")
    page.go(f"/contracts/{contract}")
    assert "金额有误" in page.strip
    ContractPage(browser).move_to("approval")
    assert "韩梅梅" in page.strip and "金额有误" not in page.strip
