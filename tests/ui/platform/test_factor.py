"""Signing in with an authenticator app, a recovery code and a passkey, in the browser with Chromium's virtual authenticator."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest

from crm import current
from tests.kit.company import PASSWORD
from tests.ui.pages.platform.factor import FactorPage
from tests.ui.tool.browser import Browser

pytestmark = pytest.mark.own


@pytest.fixture
def person(browser: Browser, name: Callable[..., str]) -> Iterator[str]:
    """The account of somebody whose role demands nothing yet; the page is at localhost, for passkeys know no numbers."""
    here = browser.site
    assert here.company
    crm = here.company.container
    with here.company.acting("lilei"):
        users, roles = crm.platform.user(), crm.platform.role()
        role = roles.create(roles.module.draft.parse({"name": name("外勤"), "grants": {"account.view": 1}}))
        account = name("lin").replace(" ", "-").lower()
        user = users.create(users.module.draft.parse({"name": name("林涛"), "account": account, "roles": [str(role.id)]}))
        crm.platform.auth().set_password(user.id, PASSWORD)
    browser.site = replace(here, base_url=here.base_url.replace("127.0.0.1", "localhost"))
    yield account
    browser.site = here


@pytest.fixture
def device(browser: Browser) -> Iterator[None]:
    """A device that has passkeys and knows its owner by his finger."""
    browser.cdp("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    made = browser.cdp("WebAuthn.addVirtualAuthenticator", options={**options, "isUserVerified": True})
    yield
    browser.cdp("WebAuthn.removeVirtualAuthenticator", **made)
    browser.cdp("WebAuthn.disable")


def demand(browser: Browser, account: str, factor: str) -> None:
    """From now on the role of that person demands it."""
    assert browser.site.company
    crm = browser.site.company.container.platform
    with browser.site.company.acting("lilei"):
        crm.role().change(crm.user().find_one(account).roles[0], {"factor": factor})


def test_an_app_is_set_up_and_asked_for_and_a_recovery_code_stands_in_for_it(browser: Browser, person: str) -> None:
    """设置身份验证器应用后登录须输入验证码，恢复码可代替一次"""
    page = FactorPage(browser).sign_in(person, PASSWORD)
    app = pyotp.TOTP(page.open_app())
    assert page.confirm_app("12345").refusal
    codes = page.confirm_app(app.at(current.now() - timedelta(seconds=30))).codes
    assert len(codes) == 10

    page.sign_out().sign_in(person, PASSWORD)
    assert browser.path.startswith("/sign-in/step")
    assert page.give("12345").refusal
    assert page.give(app.now()).menu

    page.sign_out().sign_in(person, PASSWORD).give(codes[0])
    assert browser.path == "/"
    page.sign_out().sign_in(person, PASSWORD)
    assert page.give(codes[0]).refusal


@pytest.mark.usefixtures("device")
def test_a_passkey_signs_in_alone_and_as_the_second_step(browser: Browser, person: str) -> None:
    """通行密钥可单独登录，也可作为第二步"""
    page = FactorPage(browser).sign_in(person, PASSWORD).go("/profile/security")
    page.add_passkey("我的电脑").go("/profile/security")
    assert page.passkeys == ["我的电脑"]

    assert page.sign_out().sign_in_by_passkey().menu
    assert page.sign_out().sign_in(person, PASSWORD).give_passkey().menu

    page.remove_passkey()
    assert page.passkeys == []
    page.sign_out().sign_in(person, PASSWORD)
    assert browser.path == "/"


@pytest.mark.usefixtures("device")
def test_whose_role_demands_a_passkey_adds_one_before_anything_else(browser: Browser, person: str) -> None:
    """角色要求通行密钥时，须先添加才能进行其他操作"""
    demand(browser, person, "passkey")
    page = FactorPage(browser).sign_in(person, PASSWORD)
    for path in ("/", "/accounts", "/profile"):
        assert page.go(path).browser.path == "/profile/security"
    for width in (1440, 390):
        browser.size(width, 844)
        assert browser.overflow() <= 0
    assert browser.axe() == []

    page.add_passkey("我的手机")
    assert len(page.codes) == 10
    page.go("/accounts")
    assert browser.path == "/accounts"
