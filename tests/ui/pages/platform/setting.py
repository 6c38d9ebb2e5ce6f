"""Settings, and maintenance mode beside them."""

from typing import Self

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class SettingPage(PageObject):
    """All settings, with their search."""

    path = "/settings"
    noun = {"en": "settings", "zh": "系统设置"}

    @step("Search settings for {text}", "搜索设置 {text}")
    def find(self, text: str) -> Self:
        self.browser.open(f"{self.path}?q={text}")
        return self

    @property
    def names(self) -> list[str]:
        return [label.get_attribute("for") or "" for label in self.browser.all(".setting-name label")]

    @step("Set {name} to {value}", "将 {name} 设为 {value}")
    def change(self, name: str, value: str) -> Self:
        self.browser.fill(self.browser.one(f'[name="{name}"]'), value)
        with self.browser.leaving():
            self.browser.testid("platform_setting.update").click()
        return self

    @step("Back to the default", "恢复默认值")
    def reset(self) -> Self:
        with self.browser.leaving():
            self.browser.testid("platform_setting.reset").click()
        return self

    def value(self, name: str) -> str:
        return self.browser.one(f'[name="{name}"]').get_attribute("value") or ""


class MaintenancePage(PageObject):
    """Closing the program for a while."""

    path = "/maintenance"
    noun = {"en": "maintenance", "zh": "系统维护"}

    @step("Begin maintenance, saying “{text}”", "开启维护，公告为“{text}”")
    def begin(self, text: str) -> Self:
        self.browser.open(self.path)
        for name in ("zh", "en"):
            self.browser.fill(self.browser.one(f'[name="{name}"]'), text)
        with self.browser.leaving():
            self.browser.testid("platform_maintenance.store").click()
        return self

    @step("End maintenance", "结束维护")
    def end(self) -> Self:
        self.browser.open(self.path)
        with self.browser.leaving():
            self.browser.testid("platform_maintenance.finish").click()
        return self

    @property
    def is_on(self) -> bool:
        return self.browser.has(".closed-bar")
