"""Both languages, in the browser."""

import pytest

from tests.ui.pages.customer.account import AccountPage
from tests.ui.pages.platform.auth import SignInPage
from tests.ui.tool.browser import Browser
from tests.ui.tool.options import Options


@pytest.mark.language("zh")
@pytest.mark.needs()
def test_one_switches_from_chinese_to_english_and_back(browser: Browser, options: Options) -> None:
    """在中文与英文之间切换"""
    page = SignInPage(browser).sign_in(*browser.site.people[options.role])
    first, before = page.language, browser.one("h1").text

    second = page.switch_language().language
    assert {first, second} == {"zh-CN", "en"}
    assert browser.one("h1").text != before

    assert page.switch_language().language == first


@pytest.mark.parametrize(("language", "word"), [("zh", "客户"), ("en", "Customers")])
def test_the_list_speaks_the_language_of_the_reader(browser: Browser, options: Options, language: str, word: str) -> None:
    """列表使用读者的语言"""
    browser.language = language
    browser.enter(options.role)

    page = AccountPage(browser).list()

    assert word in page.title
    assert word in browser.driver.title
