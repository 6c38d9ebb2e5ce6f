"""Second factors: one's own page, and the steps of signing in that ask for them."""

from typing import Self

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class FactorPage(PageObject):
    """The page of one's own sign-in and security."""

    path = "/profile/security"
    noun = {"en": "security", "zh": "登录与安全"}

    @step("Sign in as {account} with the password", "以 {account} 用密码登录")
    def sign_in(self, account: str, password: str) -> Self:
        self.go("/sign-in")
        self.browser.fill(self.browser.one("#account"), account)
        self.browser.fill(self.browser.one("#password"), password)
        return self._press("platform_auth.create")

    @step("Sign in with a passkey alone", "仅用通行密钥登录")
    def sign_in_by_passkey(self) -> Self:
        return self.go("/sign-in")._press("platform_auth.passkey")

    @step("Sign out", "退出登录")
    def sign_out(self) -> Self:
        self.browser.leave()
        return self

    @step("Open the key of the app", "打开身份验证器应用的密钥")
    def open_app(self) -> str:
        self.go(self.path)._press("platform_factor.app")
        return self.browser.testid("secret").text.replace(" ", "")

    @step("Confirm the app", "确认身份验证器应用")
    def confirm_app(self, code: str) -> Self:
        self.browser.fill(self.browser.one("#code"), code)
        return self._press("platform_factor.confirm_app")

    @step("Add the passkey “{name}”", "添加通行密钥“{name}”")
    def add_passkey(self, name: str) -> Self:
        self.browser.fill(self.browser.one("[data-passkey=create] [name=name]"), name)
        return self._press("platform_factor.add_passkey")

    @step("Remove the first passkey", "移除第一个通行密钥")
    def remove_passkey(self) -> Self:
        return self.go(self.path)._press("platform_factor.remove_passkey")

    @step("Give a code as the second step", "在第二步输入验证码")
    def give(self, code: str) -> Self:
        self.browser.fill(self.browser.one("#code"), code)
        return self._press("platform_step.create")

    @step("Give the passkey as the second step", "在第二步使用通行密钥")
    def give_passkey(self) -> Self:
        return self._press("platform_step.passkey")

    @property
    def codes(self) -> list[str]:
        """The recovery codes that are shown now and never again."""
        return [one.text for one in self.browser.all('[data-testid="codes"] code')]

    @property
    def passkeys(self) -> list[str]:
        return [one.text for one in self.browser.all("#passkeys .own-list b")]

    @property
    def refusal(self) -> str:
        return self.browser.one(".notice.bad, .input .error").text

    def _press(self, testid: str) -> Self:
        with self.browser.leaving():
            self.browser.testid(testid).click()
        return self
