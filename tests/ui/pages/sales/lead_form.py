"""Forms on the web: made by an administrator, filled in by anybody, read by whoever looks after them."""

import time
from typing import Any, Self

from tests.ui.pages.record import RecordPages
from tests.ui.tool.steps import step

AS_LONG_AS_A_PERSON = 2.2  # seconds; what is sent sooner is taken for a robot's


class LeadFormPage(RecordPages):
    """Web forms in the browser."""

    path = "/lead-forms"
    endpoint = "sales_lead_form"
    noun = {"en": "web forms", "zh": "网页表单"}

    @step("Open what the website is to show", "打开嵌入网站页面")
    def embed(self) -> Self:
        with self.browser.leaving():
            self.browser.click(self.browser.testid("sales_lead_form.embedding"))
        return self

    @property
    def links(self) -> list[str]:
        """The addresses of the form, one for each language."""
        return [one.get_attribute("value") or "" for one in self.browser.all(".webform-line input")]

    @step("As a visitor: open {address}", "以访客身份打开 {address}")
    def visit(self, address: str) -> Self:
        self.browser.leave()
        self.browser.open(address)
        return self

    @step("Fill in {values} and send it", "填写 {values} 并提交")
    def send(self, **values: Any) -> Self:
        for name, value in values.items():
            self.browser.fill(self.browser.one(f'form [name="{name}"]'), value)
        time.sleep(AS_LONG_AS_A_PERSON)
        with self.browser.leaving():
            self.browser.click(self.browser.testid("sales_lead_submission.create"))
        return self

    @step("Open what came in with form {number}", "打开表单 {number} 的提交记录")
    def came_in(self, number: int) -> Self:
        return self.go(f"/lead-forms/{number}/submissions")

    @property
    def sent(self) -> str:
        return self.browser.one(".webform-sent").text
