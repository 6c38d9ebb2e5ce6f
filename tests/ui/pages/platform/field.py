"""Fields that administrators add."""

from typing import Any, Self

from tests.ui.pages.record import RecordPages
from tests.ui.tool.steps import step


class FieldPage(RecordPages):
    """The fields of a module, and the form of one."""

    path = "/fields"
    endpoint = "platform_field"
    noun = {"en": "fields", "zh": "字段"}

    @step("Begin a new field of the kind {kind} of {module}", "为 {module} 新建类型为 {kind} 的字段")
    def begin(self, module: str, kind: str) -> Self:
        self.browser.open(f"/fields/new?module={module}")
        with self.browser.leaving():
            self.browser.testid(f"kind-{kind}").click()
        return self

    def add(self, module: str, kind: str, **values: Any) -> Self:
        return self.begin(module, kind).fill(**values).save()

    @step("Tick {name}", "勾选 {name}")
    def tick_box(self, name: str) -> Self:
        self.browser.click(self.browser.one(f'#the-form input[type="checkbox"][name="{name}"]'))
        return self

    @property
    def fields(self) -> list[str]:
        """The names, in their order."""
        return [code.text for code in self.browser.all(".fields code")]

    @property
    def preview(self) -> str:
        return self.browser.one("#preview").text

    @step("Remove the field {name}", "移除字段 {name}")
    def take_away(self, name: str) -> Self:
        for testid in (f"remove-{name}", "remove"):
            with self.browser.leaving():
                self.browser.testid(testid).click()
        return self

    @step("Bring the field {name} back", "恢复字段 {name}")
    def bring_back(self, name: str) -> Self:
        self.browser.one(".removed > summary").click()
        with self.browser.leaving():
            self.browser.testid(f"restore-{name}").click()
        return self
