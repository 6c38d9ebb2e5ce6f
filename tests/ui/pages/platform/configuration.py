"""The configuration as a document: compared, chosen, applied; its history."""

from pathlib import Path
from typing import Self

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class ConfigurationPage(PageObject):
    """From the file of another installation to what stands here."""

    path = "/configuration"
    noun = {"en": "configuration", "zh": "系统配置"}

    @step("Compare with the file {file}", "与文件 {file} 比较")
    def compare(self, file: Path) -> Self:
        self.browser.open(self.path)
        self.browser.send_file(self.browser.one("#file"), file)
        with self.browser.leaving():
            self.browser.testid("platform_configuration.create").click()
        return self

    @property
    def differences(self) -> dict[str, bool]:
        """What differs, and whether it is ticked."""
        return {
            row.find_element("css selector", ".difference-title").text: row.find_element("css selector", "[name=mark]").is_selected()
            for row in self.browser.all(".difference")
        }

    @step("Untick {title}", "取消勾选 {title}")
    def leave_out(self, title: str) -> Self:
        row = next(row for row in self.browser.all(".difference") if row.find_element("css selector", ".difference-title").text == title)
        self.browser.click(row.find_element("css selector", "[name=mark]"))
        return self

    @step("Look at what will be applied", "查看将应用的内容")
    def preview(self) -> Self:
        with self.browser.leaving():
            self.browser.testid("platform_configuration.preview").click()
        return self

    @step("Apply it", "应用")
    def apply(self) -> Self:
        with self.browser.leaving():
            self.browser.testid("platform_configuration.apply").click()
        return self

    @property
    def titles(self) -> list[str]:
        return [one.text for one in self.browser.all(".difference-title")]
