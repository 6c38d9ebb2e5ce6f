"""Notices."""

from typing import Self

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class NoticePage(PageObject):
    """What one was told."""

    path = "/notices"
    noun = {"en": "notices", "zh": "通知"}

    @step("Open the notices", "打开通知")
    def list(self) -> Self:
        return self.go(self.path)

    @property
    def unread(self) -> "list[str]":
        """What was not read yet, newest first."""
        return [line.text for line in self.browser.all(".notice-line.unread")]
