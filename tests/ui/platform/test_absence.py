"""While somebody is away his stand-in finds the work on Today, does it in his own name, and no longer once the absence ends."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.ui.pages.platform.absence import AbsencePage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


@pytest.mark.own
@pytest.mark.width(390)
def test_a_stand_in_looks_after_the_work_of_who_is_away(browser: Browser, name: Name) -> None:
    """登记缺勤后，代理人在今日页看到并处理其工作，撤销后不再可见"""
    customer = browser.site.visitor("salesperson").create("/accounts", name=name("云帆科技"), kind="company")
    task = {"kind": "task", "name": name("回访"), "subject_module": "account", "subject_id": customer, "due_at": "+0d"}
    browser.site.visitor("salesperson").create("/activities", **task)
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    browser.enter("salesperson")
    page = AbsencePage(browser).go("/absences/mine")
    page.enter("韩梅梅", str(today), str(today - timedelta(days=1)))
    assert browser.has("#last_day-error") and browser.overflow() <= 0
    page.go("/absences/mine").enter("韩梅梅", str(today), str(today + timedelta(days=2)))
    assert "韩梅梅" in browser.one(".own-list").text and browser.axe() == []

    browser.enter("manager")
    page.go("/")
    line = browser.said("[data-queue-line]", name("回访")).text
    assert browser.say("for {name}", name="王强") in line
    page.go("/absences/mine")
    assert "王强" in browser.one(".own-list").text

    browser.enter("salesperson")
    page.go("/absences/mine").drop()
    browser.enter("manager")
    page.go("/")
    assert name("回访") not in browser.one("main").text
