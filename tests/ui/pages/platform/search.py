"""Searching everything."""

from typing import Self

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class SearchPage(PageObject):
    """The box in the menu, and the page of what it found."""

    path = "/search"
    noun = {"en": "search", "zh": "搜索"}

    @step("Search everything for “{text}”", "全局搜索“{text}”")
    def find(self, text: str) -> Self:
        self.open_menu()
        box = self.browser.one('.side-search input[name="q"]')
        self.browser.fill(box, text)
        with self.browser.leaving():
            box.submit()
        return self

    @property
    def found(self) -> list[str]:
        return [link.text for link in self.browser.all(".found li a")]
