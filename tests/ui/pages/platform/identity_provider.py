"""Sign-in sources: set up by an administrator, used on the sign-in page."""

from typing import Self

from tests.ui.pages.record import RecordPages
from tests.ui.tool.steps import step


class IdentityProviderPage(RecordPages):
    """Sign-in sources in the browser."""

    path = "/identity-providers"
    endpoint = "platform_identity_provider"
    noun = {"en": "sign-in sources", "zh": "登录来源"}

    @step("Tick {names}", "勾选 {names}")
    def tick(self, *names: str) -> Self:
        for name in names:
            self.browser.click(self.browser.one(f'#the-form input[type="checkbox"][name="{name}"]'))
        return self

    @step("Keep a secret", "保存密钥")
    def keep_secret(self, secret: str) -> Self:
        self.browser.fill(self.browser.one("#secret"), secret)
        with self.browser.leaving():
            self.browser.click(self.browser.testid(f"{self.endpoint}.store_secret"))
        return self

    @step("Test this connection", "测试连接")
    def try_out(self) -> str:
        with self.browser.leaving():
            self.browser.click(self.browser.testid(f"{self.endpoint}.trial"))
        return self.browser.one("#trial").text

    @step("Sign in with the source, there as {subject}", "使用该来源登录，在对方为 {subject}")
    def sign_in(self, subject: str) -> Self:
        with self.browser.leaving():
            self.browser.click(self.browser.testid("platform_oidc.begin"))
        self.browser.fill(self.browser.one('input[name="sub"]'), subject)
        with self.browser.leaving():
            self.browser.one('button[type="submit"]').click()
        return self
