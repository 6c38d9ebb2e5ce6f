"""Signing in and out."""

from typing import Self

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class SignInPage(PageObject):
    """The sign-in page."""

    path = "/sign-in"
    noun = {"en": "sign-in", "zh": "登录"}

    @step("Sign in as {account}", "以 {account} 登录")
    def sign_in(self, account: str, password: str) -> Self:
        self.browser.open(self.path)
        return self.give(account, password)

    @step("Give account and password of {account}", "输入 {account} 的账号和密码")
    def give(self, account: str, password: str) -> Self:
        self.browser.fill(self.browser.one("#account"), account)
        self.browser.fill(self.browser.one("#password"), password)
        with self.browser.leaving():
            self.browser.testid("platform_auth.create").click()
        return self

    @property
    def refusal(self) -> str:
        return self.browser.one("[role=alert]").text

    @property
    def account(self) -> str:
        return self.browser.one("#account").get_attribute("value")
