"""Today: what waits for the person."""

from typing import Self

from tests.ui.pages.record import RecordPages
from tests.ui.tool.steps import step


class HomePage(RecordPages):
    """The page of today."""

    path = "/"
    noun = {"en": "today", "zh": "今日"}

    @step("Tick off “{title}”", "完成“{title}”")
    def finish(self, title: str) -> Self:
        line = next(entry for entry in self.browser.all(".entry") if title in entry.text)
        with self.browser.leaving():
            line.find_element("css selector", '[data-testid="done"]').click()
        return self
