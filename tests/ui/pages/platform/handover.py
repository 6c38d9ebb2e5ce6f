"""The handover of whoever leaves, step by step, and its receipt."""

from typing import Self

from selenium.webdriver.support.ui import Select

from tests.ui.pages.base import PageObject
from tests.ui.tool.browser import WORK
from tests.ui.tool.steps import step


class HandoverPage(PageObject):
    """Handing over in the browser."""

    path = "/handovers"
    noun = {"en": "handovers", "zh": "工作交接"}

    @step("Begin from the page of the person", "从员工页面开始交接")
    def of(self, user: int) -> Self:
        self.go(f"/users/{user}")
        self.browser.one(".head-tools .menu > summary").click()
        with self.browser.leaving():
            self.browser.testid("platform_handover.new").click()
        return self

    @step("Choose who takes over: {name}", "选择接收人：{name}")
    def to(self, name: str) -> Self:
        box = next(one for one in self.browser.all("[data-combo] input[role=combobox]") if not one.get_attribute("value"))
        box.send_keys(name)
        found = self.browser.wait(lambda: [one for one in self.browser.all("[role=option]") if one.is_displayed()], "the colleague")
        found[0].click()
        return self

    @step("Go on to the rules", "下一步")
    def next(self) -> Self:
        return self._press("handover-next")

    @step("Give “{part}” to “{receiver}”", "“{part}”分配给“{receiver}”")
    def give(self, part: str, receiver: str) -> Self:
        Select(self.browser.one(f'[name="to:{part}"]')).select_by_visible_text(receiver)
        return self

    @step("Tell “{part}” apart by “{field}”", "“{part}”按“{field}”区分")
    def split(self, part: str, field: str) -> Self:
        Select(self.browser.one(f'[name="by:{part}"]')).select_by_value(field)
        return self.look()

    @step("Preview", "预览")
    def look(self) -> Self:
        return self._press("handover-look")

    @step("Hand over", "确认交接")
    def do(self) -> Self:
        self._press("handover-do")
        self.browser.wait(lambda: self.browser.has('[data-testid="handover-sums"]') or self._receipt(), "the receipt", WORK)
        return self

    def _receipt(self) -> bool:
        """A job does it; its page leads to the receipt."""
        links = self.browser.all('main a[href^="/handovers/"]')
        if links:
            self.browser.click(links[0])
        return False

    def _press(self, testid: str) -> Self:
        with self.browser.leaving():
            self.browser.click(self.browser.testid(testid))
        return self

    @property
    def preview(self) -> str:
        return self.browser.testid("handover-preview").text
