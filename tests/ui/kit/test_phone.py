"""On a phone: one column, bars at the bottom, nothing to scroll sideways."""

from collections.abc import Callable, Iterator

import pytest

from tests.ui.pages.customer.account import AccountPage
from tests.ui.pages.sales.target import TargetSheetPage
from tests.ui.tool.browser import Browser

pytestmark = pytest.mark.width(390)


def bottom(browser: Browser, css: str) -> int:
    """How far the lower edge of an element stands above the end of the screen."""
    element = browser.one(css)
    return browser.driver.execute_script("return Math.round(innerHeight - arguments[0].getBoundingClientRect().bottom)", element)


def test_the_quick_actions_stay_at_the_bottom_while_one_scrolls(signed_in: Browser, account: Callable[..., int]) -> None:
    """滚动时快捷操作栏保持在底部"""
    AccountPage(signed_in).go(f"/accounts/{account('北京云帆')}")
    before = bottom(signed_in, ".actions")

    signed_in.driver.execute_script("document.querySelector('.record-body').scrollIntoView(false)")

    assert bottom(signed_in, ".actions") == before
    assert 0 <= bottom(signed_in, ".bottom-bar") < 4


def test_the_save_button_of_a_long_form_stays_in_sight(signed_in: Browser) -> None:
    """长表单的保存按钮始终可见"""
    AccountPage(signed_in).new()

    assert 0 <= bottom(signed_in, '[data-testid="save"]') < 150


def test_the_menu_opens_over_the_page(signed_in: Browser) -> None:
    """菜单在页面上方展开"""
    AccountPage(signed_in).list()
    assert not signed_in.has("#sidebar")

    signed_in.one('.bottom-bar button[popovertarget="sidebar"]').click()

    assert signed_in.one('#sidebar [data-testid="customer_contact.index"]').is_displayed()


def test_the_tabs_show_the_fields_and_what_belongs_to_it(signed_in: Browser, account: Callable[..., int]) -> None:
    """标签页显示字段和关联记录"""
    page = AccountPage(signed_in).go(f"/accounts/{account('上海安泰', city='上海')}")
    assert not signed_in.has("#field-grade")

    signed_in.one('label[for="tab-about"]').click()
    page.edit_field("grade", "A")

    assert "A" in page.shown("grade")
    signed_in.one('label[for="tab-cards"]').click()
    assert signed_in.one(".cards").is_displayed()


def test_rows_can_be_ticked_and_the_bar_counts_them(signed_in: Browser, name: Callable[..., str], account: Callable[..., int]) -> None:
    """行可以勾选，操作栏显示数量"""
    account("甲")
    account("乙")

    AccountPage(signed_in).list(f"?q={name()}").tick(name("甲"), name("乙"))

    assert signed_in.one(".bulk [data-count]").text == "2"


def test_a_message_leaves_the_quick_actions_free(signed_in: Browser, account: Callable[..., int]) -> None:
    """提示不遮挡快捷操作"""
    page = AccountPage(signed_in).go(f"/accounts/{account('广州远航')}").compose("note", name="一")

    page.compose("visit", name="二")

    assert page.entries[0] == "二"


SMALL = """
const shown = [...document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')]
  .filter(one => one.checkVisibility({opacityProperty: true, visibilityProperty: true}) && getComputedStyle(one).display !== 'inline')
  .map(one => [one, (one.matches('[type=checkbox], [type=radio]') && one.closest('label') || one).getBoundingClientRect()]);
const low = (box, least) => box.width > 1 && box.height > 1 && (box.height < least || box.width < least);
return shown.filter(([one, box]) => low(box, one.matches('.button.primary') ? 40 : 24)).map(([one]) => one.outerHTML.slice(0, 120));
"""


@pytest.fixture
def touched(signed_in: Browser) -> Iterator[Browser]:
    """The browser of somebody without a mouse, who has one again afterwards."""
    signed_in.cdp("Emulation.setTouchEmulationEnabled", enabled=True, maxTouchPoints=5)
    yield signed_in
    signed_in.cdp("Emulation.setTouchEmulationEnabled", enabled=False)


def test_what_a_finger_has_to_hit_is_large_enough(touched: Browser, account: Callable[..., int]) -> None:
    """手机上的按钮和链接足够大，手指能点中"""
    record = account("广州远航")
    for path in ("/", "/accounts", f"/accounts/{record}", f"/accounts/{record}/edit", "/settings", "/operation/keys", "/calendar"):
        touched.open(path)
        assert touched.driver.execute_script(SMALL) == [], path


@pytest.mark.own
def test_a_table_of_many_figures_is_a_card_a_row(browser: Browser) -> None:
    """列多的统计表每行显示为一张卡片，填写用的表格保持原样"""
    browser.enter("administrator")
    company = browser.site.company
    page = TargetSheetPage(browser).of(company.departments["south"], "call")
    assert not browser.has("main table.stacked")
    page.type(f"p{company.users['chen']}.total", "24").save()

    browser.open("/attainment?measure=call")

    assert browser.one("main table.stacked") and browser.overflow() <= 0
    cell = browser.one("main table.stacked tbody td")
    heads = browser.driver.execute_script("return [...document.querySelectorAll('main thead th')].map((one) => one.textContent.trim())")
    assert cell.get_attribute("data-head") in heads
