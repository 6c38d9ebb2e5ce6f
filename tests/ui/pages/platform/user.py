"""The people who work with the program: in their list, and many of them changed at once."""

from typing import Self

from selenium.webdriver.support.ui import Select

from tests.ui.pages.record import RecordPages
from tests.ui.tool.steps import step


class UserPage(RecordPages):
    """Users in the browser."""

    path = "/users"
    endpoint = "platform_user"
    noun = {"en": "users", "zh": "用户"}

    @step("Let them go to the department {id}", "改到部门 {id}")
    def move(self, id: int) -> Self:
        Select(self.browser.one('#dialog select[name="department_id"]')).select_by_value(str(id))
        self.browser.click(self.browser.one('#dialog [data-testid="save"]'))
        return self

    @property
    def foreseen(self) -> str:
        """What the change would do, in words."""
        return self.browser.one("#dialog .foreseen").text

    @step("Do what was foreseen", "确认执行")
    def really(self) -> Self:
        with self.browser.leaving():
            self.browser.click(self.browser.one('#dialog [data-testid="confirm"]'))
        return self
