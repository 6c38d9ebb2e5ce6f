"""Files: on the record they hang on, and on the page of one file."""

from pathlib import Path
from typing import Self

from tests.ui.pages.customer.account import AccountPage
from tests.ui.tool.steps import step


class FilePage(AccountPage):
    """The files of a customer."""

    @step("Attach {file}", "附上 {file}")
    def attach(self, file: Path) -> Self:
        self._tab("cards")
        field = self.browser.wait(lambda: self.browser.all('[data-testid="file-input"]'), "the card of files")[0]
        self.browser.send_file(field, file)
        self.browser.wait(lambda: file.name in self.files or self.refusal, file.name)
        return self

    @step("Open the file “{name}”", "打开文件“{name}”")
    def open_file(self, name: str) -> Self:
        self._tab("cards")
        with self.browser.leaving():
            self.browser.click(self.browser.link(name))
        return self

    @step("Delete the file", "删除文件")
    def delete_file(self) -> Self:
        with self.browser.leaving():
            self.browser.testid("platform_file.destroy").click()
        return self

    @property
    def files(self) -> list[str]:
        """The names on the card, the newest first."""
        return [line.text for line in self.browser.all("[data-files] .card-title")]

    @property
    def refusal(self) -> str:
        return "".join(line.text for line in self.browser.all("[data-files] [role=alert]"))
