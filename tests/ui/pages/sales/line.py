"""The lines of a document: what it offers."""

from typing import Self

from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class LinePage(PageObject):
    """The editor of the lines."""

    def of(self, deal: int) -> Self:
        return self.go(f"/lines/opportunity/{deal}")

    def box(self, at: int, name: str) -> WebElement:
        return self.browser.one(f"#line-{at}-{name}")

    @property
    def products(self) -> list[str]:
        return [str(box.get_attribute("value")) for box in self.browser.all('[name="line.product_id__text"]')]

    @property
    def total(self) -> str:
        return self.browser.one("#lines-totals .all dd").text

    @step("Add a line", "添加明细")
    def add(self) -> Self:
        before = len(self.products)
        self.browser.click(self.browser.testid("line-add"))
        self.browser.wait(lambda: len(self.products) == before + 1, "one line more")
        return self

    @step("Choose the product “{name}” in line {at}", "第 {at} 行选择产品“{name}”")
    def choose(self, at: int, name: str) -> Self:
        self.browser.fill(self.box(at, "product"), name)
        self.browser.wait(lambda: self.browser.has(f"#line-{at}-product-list [data-id]"), "the product in the list")
        self.browser.press(Keys.ENTER)
        self.browser.wait(lambda: self.box(at, "unit_price").get_attribute("value"), "the price")
        return self

    @step("Set {name} of line {at} to {value}", "第 {at} 行的 {name} 填 {value}")
    def set(self, at: int, name: str, value: str) -> Self:
        self.browser.fill(self.box(at, name), value)
        self.browser.press(Keys.TAB)
        return self

    @step("Move line {at} up", "上移第 {at} 行")
    def up(self, at: int) -> Self:
        before = self.products
        self.browser.click(self.box(at, "up"))
        self.browser.wait(lambda: self.products != before, "another order")
        return self

    @step("Save", "保存")
    def save(self) -> Self:
        with self.browser.leaving():
            self.browser.click(self.browser.testid("sales_line.store"))
        return self
