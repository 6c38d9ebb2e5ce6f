"""Exports: what for, made by a job, downloaded."""

from typing import Self
from urllib.request import Request, urlopen

from tests.ui.pages.base import PageObject
from tests.ui.tool.browser import WORK
from tests.ui.tool.steps import step


class ExportPage(PageObject):
    """The page that asks what a file is for, and that of the file."""

    path = "/exports"
    noun = {"en": "exports", "zh": "导出"}

    @step("Export {address}", "导出 {address}")
    def ask(self, address: str) -> Self:
        return self.go(f"{self.path}/{address}")

    @step("Say “{reason}”", "填写原因“{reason}”")
    def say(self, reason: str) -> Self:
        self.browser.set(self.browser.one("#reason"), reason)
        return self

    @step("Confirm the export", "确认导出")
    def confirm(self) -> Self:
        with self.browser.leaving():
            self.browser.testid("save").click()
        return self

    @property
    def refusal(self) -> str:
        return self.browser.one(".error").text

    @step("Wait for the file", "等待文件生成")
    def made(self) -> Self:
        self.browser.wait(lambda: self.browser.has('[data-testid="job-result"]'), "the file", WORK)
        with self.browser.leaving():
            self.browser.testid("job-result").click()
        return self

    @step("Download it", "下载文件")
    def downloaded(self) -> str:
        """What stands in the file, fetched with the cookies of this browser."""
        address = self.browser.testid("customer_transfer_export.download").get_attribute("href")
        cookies = "; ".join(f"{one['name']}={one['value']}" for one in self.browser.cookies)
        with urlopen(Request(address, headers={"Cookie": cookies})) as answer:
            return answer.read().decode("utf-8-sig")
