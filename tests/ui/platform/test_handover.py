"""Somebody leaves: what was his goes to others by rules, the receipt says so, and one undo takes it back."""

from collections.abc import Callable

import pytest

from tests.ui.pages.platform.handover import HandoverPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


@pytest.mark.own
def test_whoever_leaves_hands_over_by_rules_with_a_receipt_and_one_undo(browser: Browser, name: Name) -> None:
    """员工离职：按规则交接客户，查看回执，一次撤销"""
    assert browser.site.company
    lilei = browser.site.visitor("administrator")
    leaver = lilei.create("/users", name=name("离职员工"), state="active", language="zh", timezone="Asia/Shanghai")
    made = {grade: lilei.create("/accounts", name=name(f"客户{grade}"), kind="company", grade=grade) for grade in "AB"}
    lilei.post("/accounts/bulk/assignment", {"id": list(made.values()), "owner_id": leaver}, "/accounts")

    browser.enter("administrator")
    page = HandoverPage(browser).of(leaver).to("赵敏").to("陈静").next()
    page.split("account.owner_id", "grade").give("account.owner_id:A", "陈静").give("account.owner_id", "赵敏").look()
    assert "赵敏\n1" in page.preview and "陈静\n1" in page.preview and browser.axe() == []
    page.do()
    assert "赵敏" in browser.text and name("客户A") in browser.text and browser.axe() == []
    page.go(f"/accounts/{made['A']}")
    assert "陈静" in browser.one(".record-line").text
    page.go(f"/users/{leaver}")
    assert browser.say("Left") in browser.one(".record-line").text

    page.go("/handovers").browser.click(browser.link(name("离职员工")))
    browser.testid("undo")
    page.undo().go(f"/accounts/{made['A']}")
    assert name("离职员工") in browser.one(".record-line").text
    page.go(f"/users/{leaver}")
    assert browser.say("Active") in browser.one(".record-line").text
