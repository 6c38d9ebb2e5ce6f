"""Deals: what may be won."""

from typing import Self

from selenium.webdriver.common.by import By

from tests.ui.pages.record import RecordPages
from tests.ui.tool.steps import step


class OpportunityPage(RecordPages):
    """Deals in the browser."""

    path = "/opportunities"
    endpoint = "sales_opportunity"
    noun = {"en": "opportunities", "zh": "商机"}

    @property
    def columns(self) -> list[str]:
        """The stages of the board, as their columns are called in the page."""
        return [str(one.get_attribute("data-column")) for one in self.browser.all("[data-column]")]

    @property
    def stages(self) -> list[tuple[str, str]]:
        """The stages as the pill beside the title offers them: value and name."""
        found = self.browser.all('.menu-item[name="stage_id"]')
        return [(str(one.get_attribute("value")), str(one.get_attribute("textContent")).strip()) for one in found]

    @step("Choose another stage in place, which asks for something", "就地选择需要补填的阶段")
    def choose_stage(self, value: str) -> Self:
        self.start_editing("stage_id")
        self.browser.fill(self.editor("stage_id"), value)
        self.browser.click(self.browser.testid("save-stage_id"))
        self.browser.wait(lambda: self.asked, "the question of the stage")
        return self

    @step("Answer {field} with the last choice", "在 {field} 中选择最后一项并提交")
    def answer(self, field: str) -> Self:
        control = self.browser.one(f"#dialog-body [name={field}]")
        self.browser.fill(control, control.find_elements(By.CSS_SELECTOR, "option")[-1].get_attribute("value"))
        with self.browser.leaving():
            self.browser.click(self.browser.testid("save"))
        return self

    @property
    def asked(self) -> list[str]:
        """The fields that the dialog of a stage asks for."""
        places = self.browser.all("#dialog-body .input label, #dialog-body [name]:not([type=hidden])")
        return [name for one in places if (name := one.get_attribute("name"))]
