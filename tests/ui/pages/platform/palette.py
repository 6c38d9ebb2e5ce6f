"""The command palette."""

import time
from typing import Self

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class PalettePage(PageObject):
    """The box over the page: what it shows and what is typed into it."""

    path = "/go"
    noun = {"en": "command palette", "zh": "命令面板"}

    @step("Call the palette", "打开命令面板")
    def call(self) -> Self:
        self.browser.chord("control", "k")
        self.browser.one("#palette")
        return self

    @step("Type “{text}” into the palette", "在命令面板中输入“{text}”")
    def search(self, text: str) -> Self:
        self.browser.fill(self.browser.one("#palette input[name=q]"), text)
        return self

    def wait_for(self, text: str) -> Self:
        self.browser.wait(lambda: any(text in row for row in self.rows), f"“{text}” in the palette")
        return self

    def only(self, text: str) -> Self:
        """Until nothing else is offered."""
        self.browser.wait(lambda: len(self.rows) == 1 and text in self.rows[0], f"“{text}” alone in the palette")
        return self

    @step("Look at the page for a moment", "停留片刻")
    def settle(self) -> Self:
        """Until the page has told that it was opened."""
        time.sleep(1.2)
        return self

    @property
    def rows(self) -> list[str]:
        return self.browser.driver.execute_script(
            "return [...document.querySelectorAll('#palette [data-row-of=palette]')].map(row => row.textContent.trim())"
        )

    @property
    def current(self) -> str:
        return self.browser.one("#palette .palette-row.here").text
