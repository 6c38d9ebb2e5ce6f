"""Households: families and their members."""

from typing import Self

from tests.ui.pages.record import RecordPages
from tests.ui.tool.steps import step


class HouseholdPage(RecordPages):
    """Households in the browser."""

    path = "/households"
    endpoint = "customer_household"
    noun = {"en": "households", "zh": "家庭"}

    @step("Search for “{name}” as a member", "查找成员“{name}”")
    def find_person(self, name: str) -> Self:
        box = self.browser.testid("pick-find")
        self.browser.fill(box, name)
        with self.browser.leaving():
            box.submit()
        return self

    @step("Add the first one found", "添加找到的第一个")
    def add_first(self) -> Self:
        with self.browser.leaving():
            self.browser.click(self.browser.testid("pick-1"))
        return self

    @step("Create the person who was not found", "新建没有找到的人")
    def create_person(self) -> Self:
        with self.browser.leaving():
            self.browser.click(self.browser.testid("pick-create"))
        return self
