"""The journal: what was changed, by whom, and its undo."""

from typing import Self

from selenium.webdriver.support.select import Select

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class JournalPage(PageObject):
    """The explorer over changes."""

    path = "/journal"
    noun = {"en": "journal", "zh": "操作日志"}

    @step("Look for {values}", "筛选 {values}")
    def find(self, **values: str) -> Self:
        self.browser.one(".wanted > summary").click()
        for name, value in values.items():
            box = self.browser.one(f"#w-{name}")
            if box.tag_name == "select":
                Select(box).select_by_value(value)
            else:
                self.browser.fill(box, value)
        with self.browser.leaving():
            self.browser.testid("journal-find").click()
        return self

    @step("Open “{title}”", "打开“{title}”")
    def open(self, title: str) -> Self:
        link = next(link for link in self.browser.all(".entry-title") if link.text == title)
        with self.browser.leaving():
            link.click()
        return self

    @step("Undo this change", "撤销此变更")
    def undo_change(self) -> Self:
        with self.browser.leaving():
            self.browser.testid("undo-entry").click()
        return self

    @property
    def titles(self) -> list[str]:
        return [one.text for one in self.browser.all(".entry-title")]

    @property
    def changed(self) -> str:
        """What the opened change set says of its records."""
        return self.browser.one(".change-set").text
