"""Signing in and out in the browser."""

import pytest

from tests.ui.pages.platform.auth import SignInPage
from tests.ui.tool.browser import Browser
from tests.ui.tool.options import Options


@pytest.fixture
def person(browser: Browser, options: Options) -> tuple[str, str]:
    """Account and password of whom the tests are run as."""
    return browser.site.people[options.role]


@pytest.mark.smoke
def test_the_right_password_leads_to_the_page_that_was_asked_for(browser: Browser, person: tuple[str, str]) -> None:
    """正确的密码登录后进入原先请求的页面"""
    page = SignInPage(browser).go("/accounts")
    assert browser.path.startswith("/sign-in")

    page.give(*person)

    assert browser.path == "/accounts"
    assert "customer_account.index" in page.menu


def test_a_wrong_password_is_refused_and_the_account_stays_typed(browser: Browser, person: tuple[str, str]) -> None:
    """错误的密码被拒绝，账号保留"""
    page = SignInPage(browser).sign_in(person[0], "something else")

    assert page.refusal
    assert page.account == person[0]
    assert browser.path.startswith("/sign-in")


def test_an_unknown_account_gets_the_same_answer_as_a_wrong_password(browser: Browser, person: tuple[str, str]) -> None:
    """未知账号与错误密码得到相同的回答"""
    wrong = SignInPage(browser).sign_in(person[0], "something else").refusal
    unknown = SignInPage(browser).sign_in("nobody-of-that-name", "something else").refusal

    assert wrong == unknown


@pytest.mark.smoke
def test_after_signing_out_pages_ask_to_sign_in_again(browser: Browser, person: tuple[str, str]) -> None:
    """退出后页面要求重新登录"""
    page = SignInPage(browser).sign_in(*person)
    page.sign_out()

    page.go("/accounts")

    assert browser.path.startswith("/sign-in")
