"""The companies of an installation, as its provider sees them."""

from typing import Any, Self

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class TenantPage(PageObject):
    """The list, and the page of one company."""

    path = "/tenants"
    noun = {"en": "tenant", "zh": "租户"}

    @step("Sign in as {account}", "以 {account} 登录")
    def sign_in(self, account: str, password: str) -> Self:
        self.browser.open("/sign-in")
        self._type(account=account, password=password)
        with self.browser.leaving():
            self.browser.one("main form button").click()
        return self

    @step("Make a company: {values}", "新建租户：{values}")
    def make(self, **values: Any) -> Self:
        self.browser.open(self.path)
        with self.browser.leaving():
            self.browser.testid("platform_tenant.new").click()
        return self._sent("platform_tenant.create", **values)

    @step("Open {name}", "打开 {name}")
    def show(self, name: str) -> Self:
        self.browser.open(f"{self.path}/{name}")
        return self

    @step("Change it: {values}", "修改：{values}")
    def change(self, **values: Any) -> Self:
        return self._sent("platform_tenant.update", **values)

    @step("Suspend it, or resume service", "停用或恢复服务")
    def turn(self) -> Self:
        return self._sent("platform_tenant.turn")

    @step("Ask for its removal", "打开删除确认页")
    def ask_removal(self) -> Self:
        return self._sent("platform_tenant.ask_removal")

    @step("Type “{name}” and remove it", "输入“{name}”并删除")
    def remove(self, name: str) -> Self:
        return self._sent("platform_tenant.remove", name=name)

    @step("Go to its move", "打开迁移页面")
    def ask_move(self) -> Self:
        return self._sent("platform_tenant_move.show")

    @step("Type “{name}” and move it to {place}", "输入“{name}”并迁移到 {place}")
    def move(self, name: str, place: str) -> Self:
        return self._sent("platform_tenant_move.begin", place=place, name=name)

    @step("Type “{name}” and keep to the new place", "输入“{name}”并留在新位置")
    def confirm(self, name: str) -> Self:
        return self._sent("platform_tenant_move.confirm", name=name)

    def _type(self, **values: Any) -> None:
        for name, value in values.items():
            self.browser.fill(self.browser.one(f'main [name="{name}"]'), value)

    def _sent(self, button: str, **values: Any) -> Self:
        self._type(**values)
        with self.browser.leaving():
            self.browser.click(self.browser.testid(button))
        return self
