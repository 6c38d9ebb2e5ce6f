"""Leads: who may become a customer."""

from typing import Any, Self

from selenium.webdriver import Keys

from tests.ui.pages.record import RecordPages
from tests.ui.tool.steps import step


class LeadPage(RecordPages):
    """Leads in the browser."""

    path = "/leads"
    endpoint = "sales_lead"
    noun = {"en": "leads", "zh": "线索"}

    @step("Begin the conversion with “v”", "按 v 开始转化")
    def begin_conversion(self) -> Self:
        self.browser.testid("sales_lead_conversion.new")
        with self.browser.leaving():
            self.browser.press("v")
        return self

    @step("Convert with Ctrl Enter: {values}", "填写 {values}，按 Ctrl Enter 转化")
    def convert(self, **values: Any) -> Self:
        for name, value in values.items():
            self.browser.fill(self.browser.one(f'[name="{name}"]'), value)
        with self.browser.leaving():
            self.browser.one('[name="opportunity_name"]').send_keys(Keys.CONTROL, Keys.ENTER)
        return self

    @step("Put the lead aside: {reason}", "设为无效：{reason}")
    def put_aside(self, reason: str) -> Self:
        self.browser.one(".head .menu > summary").click()
        with self.browser.leaving():
            self.browser.click(self.browser.testid("sales_lead_conversion.aside"))
        return self.fill(reason=reason).save()

    @property
    def cards(self) -> str:
        return " ".join(one.text for one in self.browser.all(".cards"))
