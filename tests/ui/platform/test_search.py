"""Searching everything, in the browser."""

from collections.abc import Callable

import pytest

from tests.ui.pages.platform.search import SearchPage
from tests.ui.tool.browser import Browser
from tests.ui.tool.options import Options
from tests.ui.tool.site import Site

Name = Callable[..., str]
pytestmark = pytest.mark.needs()


@pytest.mark.smoke
@pytest.mark.parametrize("typed", ["云帆", "yunfan", "yfkj"])
def test_a_customer_is_found_by_characters_pinyin_and_initials(
    signed_in: Browser, name: Name, account: Callable[..., int], typed: str
) -> None:
    """用汉字、拼音和首字母都能找到客户"""
    account("北京云帆科技")

    page = SearchPage(signed_in).go("/").find(f"{name()} {typed}")

    assert page.found == [name("北京云帆科技")]


def test_the_last_digits_of_a_phone_find_whose_it_is(signed_in: Browser, name: Name, account: Callable[..., int]) -> None:
    """用电话尾号找到客户"""
    account("上海安泰医药", phone="139 8765 4321")

    page = SearchPage(signed_in).go("/").find("4321")

    assert name("上海安泰医药") in page.found


@pytest.mark.width(1440)
def test_ctrl_k_goes_to_the_search(signed_in: Browser) -> None:
    """Ctrl+K 进入搜索"""
    SearchPage(signed_in).go("/accounts")
    signed_in.chord("control", "k")

    assert signed_in.driver.switch_to.active_element.get_attribute("name") == "q"


def test_what_one_may_not_see_is_not_found(browser: Browser, site: Site, options: Options, name: Name) -> None:
    """搜不到无权查看的记录"""
    site.visitor("administrator").create("/accounts", name=name("机密客户"), kind="company")
    browser.enter("salesperson")

    assert SearchPage(browser).go("/").find(name()).found == []
