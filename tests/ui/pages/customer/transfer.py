"""Imports: a file becomes records."""

from pathlib import Path
from typing import Self

from tests.ui.pages.base import PageObject
from tests.ui.tool.browser import WORK
from tests.ui.tool.steps import step


class TransferPage(PageObject):
    """Upload, mapping, rehearsal, result, undo."""

    path = "/imports"
    noun = {"en": "imports", "zh": "导入"}

    @step("Upload {file} for {module}", "为 {module} 上传 {file}")
    def upload(self, module: str, file: Path) -> Self:
        self.browser.open(f"{self.path}/{module}/new")
        self.browser.send_file(self.browser.all("#file")[0], file)
        return self._next()

    @step("Paste cells for {module}", "为 {module} 粘贴表格内容")
    def paste(self, module: str, cells: str) -> Self:
        self.browser.open(f"{self.path}/{module}/new")
        self.browser.one("details.section > summary").click()
        self.browser.set(self.browser.one("#pasted"), cells)
        return self._next()

    def _next(self) -> Self:
        with self.browser.leaving():
            self.browser.testid("customer_transfer.create").click()
        return self

    @step("Check what would happen", "检查导入结果")
    def check(self) -> Self:
        return self._run("customer_transfer.check", ".import-figures")

    @step("Import", "导入")
    def run(self) -> Self:
        return self._run("customer_transfer.run", '[data-testid="customer_transfer.undo"]')

    @step("Undo the whole import", "撤销整个导入")
    def undo_all(self) -> Self:
        with self.browser.leaving():
            self.browser.testid("customer_transfer.undo").click()
        self.browser.wait(lambda: not self.browser.all("progress, [data-testid='customer_transfer.undo']"), "the undo", WORK)
        return self

    def _run(self, testid: str, result: str) -> Self:
        with self.browser.leaving():
            self.browser.testid(testid).click()
        self.browser.wait(lambda: not self.browser.all("progress") and self.browser.has(result), result, WORK)
        return self

    @step("Put cell {column} of line {line} right", "更正第 {line} 行第 {column} 列")
    def put_right(self, line: int, column: int, text: str) -> Self:
        self.browser.set(self.browser.one(f'.map-sheet input[name="fix-{line}-{column}"]'), text)
        with self.browser.leaving():
            self.browser.testid("customer_transfer.look").click()
        return self

    @property
    def outcomes(self) -> list[str]:
        """What would become of the first rows."""
        return [row.get_attribute("class").removeprefix("is-") for row in self.browser.all(".map-sheet tbody tr")]

    @property
    def source(self) -> str:
        """The system whose export the file is taken for."""
        return self.browser.one("#source").get_attribute("value")

    @property
    def mapping(self) -> list[str]:
        """What each column of the file becomes."""
        return [select.get_attribute("value") for select in self.browser.all('select[name="target"]')]

    @property
    def figures(self) -> dict[str, str]:
        """The result in numbers, by their names."""
        tiles = self.browser.all(".import-figures .tile")
        return {tile.find_element("tag name", "dt").text: tile.find_element("tag name", "dd").text for tile in tiles}

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Line and reason of what was not imported."""
        rows = self.browser.all(".problem-sheet tbody tr")
        return [(row.find_element("tag name", "th").text, row.find_element("class name", "why").text) for row in rows]
