"""The calendar of a list."""

from typing import Self

from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.remote.webelement import WebElement

from tests.ui.pages.customer.account import AccountPage
from tests.ui.tool.steps import step


class ListCalendar(AccountPage):
    """Customers on the days of a field."""

    def names_on(self, day: str) -> "list[str]":
        """What stands on that day of the sheet."""
        return [one.text for one in self.browser.all(f'td[data-at="{day}"] .slot a span')]

    def _chip(self, name: str) -> WebElement:
        found = self.browser.all("td .slot")
        return self.browser.wait(lambda: next((one for one in found if name in one.text), None), f"a chip “{name}”")

    @step("Drag “{name}” to {day}", "把“{name}”拖到 {day}")
    def drag(self, name: str, day: str) -> Self:
        target = self.browser.one(f'td[data-at="{day}"]')
        hold = ActionChains(self.browser.driver).click_and_hold(self._chip(name)).pause(0.2).move_by_offset(20, 8).pause(0.2)
        with self.browser.leaving():
            hold.move_to_element(target).pause(0.2).move_by_offset(3, 3).pause(0.2).release().perform()
        return self

    @step("Move “{name}” by Shift and {arrow}", "用 Shift 加 {arrow} 移动“{name}”")
    def shift(self, name: str, arrow: str) -> Self:
        self.browser.driver.execute_script("arguments[0].querySelector('a').focus()", self._chip(name))
        keys = ActionChains(self.browser.driver).key_down(Keys.SHIFT).send_keys(getattr(Keys, arrow.upper())).key_up(Keys.SHIFT)
        with self.browser.leaving():
            keys.perform()
        return self

    @step("Open the form that moves “{name}”", "打开移动“{name}”的表单")
    def open_move(self, name: str) -> Self:
        link = self.browser.said(".agenda .slot, td .slot", name)
        with self.browser.leaving():
            self.browser.click(link.find_element("css selector", ".slot-move"))
        return self

    @step("Move to {day}", "移到 {day}")
    def move_to(self, day: str) -> Self:
        box = self.browser.one('input[name="to"]')
        box.clear()
        self.browser.fill(box, day)
        with self.browser.leaving():
            self.browser.testid("save").click()
        return self
