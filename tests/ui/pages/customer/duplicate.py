"""Duplicates: the strip beside a form, the list of pairs, two records side by side."""

from typing import Self

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class DuplicatePage(PageObject):
    """Likely twins in the browser."""

    path = "/duplicates"
    noun = {"en": "duplicates", "zh": "查重合并"}

    @property
    def twins(self) -> list[str]:
        """Who the strip says is here already."""
        return [twin.text for twin in self.browser.all("#twins .twin b")]

    @step("Wait until the strip names “{name}”", "等待提示“{name}”")
    def told(self, name: str) -> Self:
        self.browser.wait(lambda: name in self.twins, name)
        return self

    @step("Look at “{name}” beside the form", "在表单旁查看“{name}”")
    def peek(self, name: str) -> Self:
        self.browser.click(self.browser.said("#twins .twin", name))
        self.browser.one("#peek[open] #record")
        return self

    @step("Put the preview away", "关闭预览")
    def close(self) -> Self:
        self.browser.click(self.browser.one("#peek[open] .peek-head button"))
        return self

    @step("Save anyway", "仍然保存")
    def save_anyway(self) -> Self:
        with self.browser.leaving():
            self.browser.testid("save-anyway").click()
        return self

    @step("Compare {kept} and {gone}", "并排比较 {kept} 与 {gone}")
    def compare(self, kept: int, gone: int) -> Self:
        self.browser.open(f"{self.path}/account/{kept}/{gone}")
        return self

    def choice(self, field: str) -> str:
        """Whose value of the field stays."""
        return self.browser.one(f'[name="of.{field}"]:checked').get_attribute("value")

    @step("Merge", "合并")
    def merge(self) -> Self:
        with self.browser.leaving():
            self.browser.click(self.browser.testid("customer_duplicate.merge"))
        return self
