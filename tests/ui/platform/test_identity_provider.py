"""An administrator connects a real OpenID Connect provider, and people sign in with it."""

from collections.abc import Iterator

import pytest

from tests.kit import oidc
from tests.ui.pages.platform.auth import SignInPage
from tests.ui.pages.platform.identity_provider import IdentityProviderPage
from tests.ui.tool.browser import Browser


@pytest.fixture
def provider(browser: Browser) -> Iterator[oidc.Provider]:
    """A provider that knows two people, one of whom is known here; it sends them back to the address of this instance."""
    setting, company = browser.site.app.container.platform.setting(), browser.site.company
    assert company
    with company.acting("lilei"), oidc.provider() as found:
        setting.change({"address": browser.site.base_url})
        found.know("s-wang", email="wang@example.com", email_verified=True)
        found.know("s-zoe", email="zoe@example.com", email_verified=True)
        yield found
        setting.change({"address": ""})


@pytest.mark.own
def test_a_source_is_connected_tried_out_and_signed_in_with(browser: Browser, provider: oidc.Provider) -> None:
    """连接登录来源、测试并使用其登录"""
    page = IdentityProviderPage(browser)
    browser.enter("administrator")
    page.new("?kind=oidc").fill(name="公司账号", issuer=provider.issuer, client_id="crm")
    page.tick("active", "private", "link_known").save()
    said = page.keep_secret("a secret").try_out()
    assert browser.say("The provider answers and is the one it should be.") in said and "a secret" not in browser.page_source

    browser.leave()
    SignInPage(browser).go("/accounts")
    page.sign_in("s-zoe")
    unknown = "Nobody here is known by this account. Please ask your administrator, or sign in and link it in your profile."
    assert browser.say(unknown) in SignInPage(browser).refusal

    page.sign_in("s-wang")
    assert browser.path == "/"
    page.go("/profile/identities")
    assert "公司账号" in browser.text
