"""One's own absences."""

from typing import Self

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class AbsencePage(PageObject):
    """Entering absences in the browser."""

    path = "/absences/mine"
    noun = {"en": "absences", "zh": "缺勤"}

    @step("Enter an absence from {first} to {last}; {name} stands in", "登记缺勤 {first} 至 {last}，由 {name} 代理")
    def enter(self, name: str, first: str, last: str) -> Self:
        box = self.browser.one('[name="stand_in_id__text"]')
        box.send_keys(name)
        found = self.browser.wait(lambda: [one for one in self.browser.all("[role=option]") if one.is_displayed()], "the colleague")
        found[0].click()
        for field, day in (("first_day", first), ("last_day", last)):
            self.browser.fill(self.browser.one(f'[name="{field}"]'), day)
        with self.browser.leaving():
            self.browser.click(self.browser.testid("save"))
        return self

    @step("Take it back", "撤销")
    def drop(self) -> Self:
        with self.browser.leaving():
            self.browser.click(self.browser.testid("absence-drop"))
        return self
