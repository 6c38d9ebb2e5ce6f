"""Public pools in the browser."""

from collections.abc import Callable

import pytest

from tests.ui.pages.sales.pool import PoolPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


@pytest.fixture
def pool(browser: Browser, name: Name) -> int:
    """A pool for customers, everybody a member."""
    assert browser.site.company
    lilei = browser.site.visitor("administrator")
    made = lilei.create("/pools", name=name("华东公海"), module="account", active="yes", claims_a_day="2")
    lilei.create("/pool-members", pool_id=made, unit_id=browser.site.company.departments["hq"])
    return made


@pytest.mark.own
def test_a_customer_is_given_up_and_claimed_by_somebody_else(browser: Browser, pool: int, name: Name, account: Callable[..., int]) -> None:
    """退回公海的客户由他人领取"""
    numbers = [account(text) for text in ("云帆科技", "远航物流", "川味食品")]
    browser.enter("administrator")
    page = PoolPage(browser)
    for number in numbers:
        page.give_up(number, pool, "精力有限")

    browser.enter("manager")
    page.records(pool)
    assert page.names == [name("川味食品"), name("远航物流"), name("云帆科技")]
    page.claim_first()
    assert name("川味食品") in page.toast
    page.claim_all()
    assert browser.has(".result") and name("云帆科技") in browser.one(".result").text

    page.records(pool)
    assert len(page.names) == 1


@pytest.mark.own
@pytest.mark.width(390)
def test_a_claim_works_on_a_phone_without_script(browser: Browser, pool: int, name: Name, account: Callable[..., int]) -> None:
    """手机上不启用脚本也能领取"""
    number = account("云帆科技")
    browser.enter("administrator")
    page = PoolPage(browser)
    page.give_up(number, pool, "精力有限")
    browser.scripts(on=False)
    page.records(pool)
    assert browser.overflow() <= 0
    page.claim_first()

    assert page.names == []
