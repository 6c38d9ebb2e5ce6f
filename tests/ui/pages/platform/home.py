"""Today: what waits for the person."""

from typing import Self

from tests.ui.pages.record import RecordPages
from tests.ui.tool.steps import step


class HomePage(RecordPages):
    """The page of today."""

    path = "/"
    noun = {"en": "today", "zh": "今日"}

    @property
    def entries(self) -> list[str]:
        """What waits, in its order."""
        return [line.text for line in self.browser.all(".queue-title")]

    @step("Tick off “{title}”", "完成“{title}”")
    def finish(self, title: str) -> Self:
        line = self.browser.said(".queue-line", title)
        with self.browser.leaving():
            line.find_element("css selector", '[data-testid="customer_today.finish"]').click()
        return self

    @step("Walk to “{title}” by keyboard", "用键盘移动到“{title}”")
    def walk_to(self, title: str) -> Self:
        for _ in self.entries:
            self.browser.press("j")
            if title in self.browser.driver.switch_to.active_element.text:
                return self
        raise AssertionError(f"{title} is not in the queue")
