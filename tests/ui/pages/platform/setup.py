"""The first run."""

from typing import Any, Self

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class SetupPage(PageObject):
    """Where the first person becomes the administrator."""

    path = "/setup"
    noun = {"en": "setup", "zh": "初始设置"}

    @step("Open a CRM that nobody has used", "打开尚未使用的系统")
    def start(self) -> Self:
        self.browser.open("/")
        return self

    @step("Set up: {values}", "初始设置：{values}")
    def found(self, **values: Any) -> Self:
        for name, value in values.items():
            self.browser.fill(self.browser.one(f'[name="{name}"]'), value)
        with self.browser.leaving():
            self.browser.testid("platform_setup.create").click()
        return self

    def value(self, name: str) -> str:
        return self.browser.one(f'[name="{name}"]').get_attribute("value")
