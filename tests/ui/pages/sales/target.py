"""Targets: the sheet that is typed and pasted into, and what was reached of them."""

from typing import Self

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step

PASTE = """
const data = new DataTransfer();
data.setData("text/plain", arguments[1]);
arguments[0].dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
"""


class TargetSheetPage(PageObject):
    """The sheet of a department."""

    @step("Open the sheet of {department}", "打开 {department} 的目标分解表")
    def of(self, department: int, measure: str = "won") -> Self:
        return self.go(f"/targets/sheet?department={department}&measure={measure}")

    @step("Type {value} into {cell}", "在 {cell} 填写 {value}")
    def type(self, cell: str, value: str) -> Self:
        self.browser.fill(self.browser.one(f'[name="{cell}"]'), value)
        return self

    @step("Paste a block at {cell}", "在 {cell} 处粘贴一块单元格")
    def paste(self, cell: str, text: str) -> Self:
        self.browser.driver.execute_script(PASTE, self.browser.one(f'[name="{cell}"]'), text)
        return self

    @step("Save the sheet", "保存目标分解表")
    def save(self) -> Self:
        with self.browser.leaving():
            self.browser.click(self.browser.testid("sales_target_sheet.update"))
        return self

    def value(self, cell: str) -> str:
        return self.browser.one(f'[name="{cell}"]').get_attribute("value") or ""

    def error(self, cell: str) -> str:
        found = self.browser.all(f'[id="{cell}-error"]')
        return found[0].text if found else ""
