"""The calendar."""

from typing import Self

from selenium.webdriver import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.actions.interaction import POINTER_TOUCH
from selenium.webdriver.common.actions.pointer_input import PointerInput

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class CalendarPage(PageObject):
    """The calendar in the browser."""

    @step("Show the {view} of {day}", "查看 {day} 的{view}视图")
    def show(self, view: str, day: str) -> Self:
        return self.go(f"/calendar?view={view}&day={day}")

    def cell_of(self, title: str) -> str:
        """The day and hour under which an entry stands."""
        slot = self.browser.said("td .slot", title)
        return slot.find_element("xpath", "ancestor::td").get_attribute("data-at") or ""

    @step("Drag “{title}” to {at}", "把“{title}”拖到 {at}")
    def drag(self, title: str, at: str) -> Self:
        slot = self.browser.said("td .slot", title)
        with self.browser.leaving():
            ActionChains(self.browser.driver).drag_and_drop(slot, self.browser.one(f'td[data-at="{at}"]')).perform()
        return self

    @step("With a finger drag “{title}” to {at}", "用手指把“{title}”拖到 {at}")
    def drag_by_finger(self, title: str, at: str, rest: float = 0.5) -> Self:
        """Rest on the entry, move to the cell, lift the finger."""
        slot = self.browser.said("td .slot", title)
        finger = ActionBuilder(self.browser.driver, mouse=PointerInput(POINTER_TOUCH, "finger"))
        pointer = finger.pointer_action
        pointer.move_to(slot).pointer_down().pause(rest).move_to(self.browser.one(f'td[data-at="{at}"]')).pause(0.1).pointer_up()
        finger.perform()
        return self
