"""The page from which the paper of a record is mailed."""

from typing import Self

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class PaperMailPage(PageObject):
    """A paper by mail, seen before it goes."""

    path = "/papers"
    noun = {"en": "paper by mail", "zh": "邮件发送单据"}

    @property
    def recipients(self) -> list[str]:
        """Who is offered, by name and address."""
        return [one.get_attribute("value") or "" for one in self.browser.all("#to-people option")]

    @property
    def text(self) -> str:
        return self.browser.one("#text").get_attribute("value") or ""

    @property
    def offered_copies(self) -> list[str]:
        """Who is offered for the copies, as far as they are typed in."""
        return [one.get_attribute("value") or "" for one in self.browser.all("#cc-people option")]

    @step("Mail it to {to}, with copies to {cc}", "发送给 {to}，抄送 {cc}")
    def send(self, to: str, cc: str = "") -> Self:
        self.browser.fill(self.browser.one("#to"), to)
        self.browser.fill(self.browser.one("#cc"), cc)
        with self.browser.leaving():
            self.browser.click(self.browser.testid("sales_paper_mail.create"))
        return self
