"""Roles: the grid of permissions, what a change does, two side by side; and seeing what somebody else sees."""

from typing import Self

from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from tests.ui.pages.base import PageObject
from tests.ui.pages.record import RecordPages
from tests.ui.tool.steps import step


class RolePage(RecordPages):
    """The form of a role, and what follows from it."""

    path = "/roles"
    endpoint = "platform_role"
    noun = {"en": "roles", "zh": "角色"}

    def cell(self, permission: str) -> WebElement:
        """The box of a permission; a group that is folded opens first."""
        css = f'select[name="grants.{permission}"]'
        folded = self.browser.all(f"[data-grants]:not([data-filtered]) tbody[data-folded]:has({css}) [data-grants-fold]")
        for group in folded:
            group.click()
        return self.browser.one(css)

    def scope(self, permission: str) -> str:
        return self.cell(permission).get_attribute("value") or ""

    @step("Press {keys} on {permission}", "在 {permission} 上按 {keys}")
    def key(self, permission: str, *keys: str) -> Self:
        self.cell(permission)
        self.browser.driver.execute_script(f"document.querySelector('[name=\"grants.{permission}\"]').focus()")
        return self.press(*keys)

    @property
    def focused(self) -> str:
        """The permission whose box has the focus."""
        return str(self.browser.driver.switch_to.active_element.get_attribute("name")).removeprefix("grants.")

    @step("Look for {text} in the grid", "在表格中查找 {text}")
    def look_for(self, text: str) -> Self:
        self.browser.fill(self.browser.one("[data-grants-filter]"), text)
        return self

    @property
    def rows(self) -> int:
        """How many modules stand in the grid."""
        return len([row for row in self.browser.all("[data-grants] tbody tr:not(.area)") if row.is_displayed()])

    @property
    def changed(self) -> int:
        return len(self.browser.all("[data-grants] td.changed"))

    @step("Set the whole row of {permission} to {scope}", "把 {permission} 所在行整体设为 {scope}")
    def set_row(self, permission: str, scope: str) -> Self:
        row = self.cell(permission).find_element(By.XPATH, "ancestor::tr")
        self.browser.fill(row.find_element(By.CSS_SELECTOR, "[data-grants-set]"), scope)
        return self

    @step("Fold or unfold the first group", "折叠或展开第一个分组")
    def fold(self) -> Self:
        self.browser.click(self.browser.one("[data-grants-fold]"))
        return self

    @property
    def consequences(self) -> list[str]:
        return [line.text for line in self.browser.all(".foreseen li > div > p")]

    @step("Go on editing", "继续编辑")
    def go_on(self) -> Self:
        with self.browser.leaving():
            self.browser.testid("back").click()
        return self

    @step("Confirm", "确认执行")
    def confirm(self) -> Self:
        with self.browser.leaving():
            self.browser.testid("confirm").click()
        return self

    @step("Compare {left} and {right}", "对比 {left} 与 {right}")
    def compare(self, left: int | str, right: int | str) -> Self:
        self.browser.open(f"/roles/compare?left={left}&right={right}")
        return self

    @property
    def differences(self) -> int:
        return len(self.browser.all(".compare .differs"))


class ViewAsPage(PageObject):
    """Seeing what somebody else sees."""

    @step("See what {id} sees", "以 {id} 的视角查看")
    def begin(self, id: int) -> Self:
        self.browser.open(f"/users/{id}/view")
        with self.browser.leaving():
            self.browser.testid("platform_view_as.create").click()
        return self

    @step("End the view", "结束查看")
    def end(self) -> Self:
        with self.browser.leaving():
            self.browser.testid("platform_view_as.destroy").click()
        return self

    @property
    def bar(self) -> str:
        """Whose eyes one looks through; nothing when they are one's own."""
        return self.browser.one(".view-as-bar").text if self.browser.has(".view-as-bar") else ""
