"""The tree of departments, in which they are moved."""

from typing import Self

from selenium.webdriver import ActionChains, Keys

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class DepartmentPage(PageObject):
    """Moving departments in the browser."""

    path = "/departments"
    noun = {"en": "departments", "zh": "部门"}

    @step("Drag “{what}” onto “{where}”", "将“{what}”拖到“{where}”")
    def drag(self, what: str, where: str) -> Self:
        rows = {name: self.browser.said("[data-departments] tr[data-id]", name) for name in (what, where)}
        ActionChains(self.browser.driver).drag_and_drop(rows[what], rows[where]).perform()
        return self

    @step("Press Alt and ↑ on “{what}”", "在“{what}”上按 Alt ↑")
    def up(self, what: str) -> Self:
        link = self.browser.said("[data-departments] tr[data-id]", what).find_element("css selector", "th a")
        self.browser.driver.execute_script("arguments[0].focus()", link)
        self.browser.chord("alt", Keys.ARROW_UP)
        return self

    @step("Move it", "确认移动")
    def move(self) -> Self:
        with self.browser.leaving():
            self.browser.click(self.browser.testid("department-move"))
        return self

    @property
    def foreseen(self) -> str:
        return self.browser.testid("department-foreseen").text

    def depth(self, what: str) -> str:
        return self.browser.said("[data-departments] tr[data-id]", what).get_attribute("data-depth") or ""
