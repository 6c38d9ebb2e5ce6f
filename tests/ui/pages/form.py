"""The forms of a record module."""

from typing import Any, Self

from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class Form(PageObject):
    """A new record or all fields of one: filled in, saved, refused."""

    @step("Open the form for a new record in {page}", "打开新建{page}表单")
    def new(self, query: str = "") -> Self:
        self.browser.open(f"{self.path}/new{query}")
        return self

    @step("Fill in {values}", "填写 {values}")
    def fill(self, **values: Any) -> Self:
        for name, value in values.items():
            control = self.control(name)
            self.browser.fill(control, value)
        return self

    @step("Save", "保存")
    def save(self) -> Self:
        with self.browser.leaving():
            self.browser.testid("save").click()
        return self

    @step("Double-click on Save", "双击“保存”")
    def save_twice(self) -> Self:
        with self.browser.leaving():
            self.browser.click_twice(self.browser.testid("save"))
        return self

    @step("Create in {page}: {values}", "新建{page}：{values}")
    def create(self, **values: Any) -> Self:
        return self.new().fill(**values).save()

    @step("Choose “{found}” for {field} by typing “{typed}”", "在 {field} 中输入“{typed}”，选择“{found}”")
    def choose(self, field: str, typed: str, found: str) -> Self:
        self.browser.fill(self.control(field), typed)
        self.browser.one(f'#{field}-list [data-text="{found}"]').click()
        return self

    @step("Add “{value}” to {field}", "在 {field} 中添加“{value}”")
    def add_line(self, field: str, value: str) -> Self:
        lines = self.browser.all(f'#the-form input[name="{field}"]')
        lines[-1].send_keys(value)
        self.browser.wait(lambda: len(self.browser.all(f'#the-form input[name="{field}"]')) > len(lines), "another line")
        return self

    @step("Choose the tag “{tag}”", "选择标签“{tag}”")
    def choose_tag(self, tag: str) -> Self:
        box = self.browser.wait(lambda: self.browser.all(f'#the-form input[name="tags"][value="{tag}"]'), tag)[0]
        box.find_element(By.XPATH, "..").click()
        return self

    def control(self, name: str) -> WebElement:
        """The control of a field in the form; a folded section opens first."""
        css = f'#the-form [name="{name}"]:not([type=hidden], [type=checkbox]), #the-form [name="{name}__text"]'
        found = self.browser.wait(lambda: self.browser.all(css), css)[0]
        if not found.is_displayed():
            self.browser.click(found.find_element(By.XPATH, "ancestor::details[1]/summary"))
        return found

    def value(self, name: str) -> str:
        return self.control(name).get_attribute("value")

    def error(self, name: str) -> str:
        """What stands under a field of the form, in the form or where it is edited in place."""
        return self.browser.one(f"#{name}-error, #edit-{name}-error").text

    @step("Use what the other one saved", "采用对方的值")
    def take_theirs(self) -> Self:
        self.browser.click(self.browser.one("[data-theirs]"))
        return self

    @property
    def theirs(self) -> "list[str]":
        """What somebody else saved meanwhile, field by field."""
        return [value.text for value in self.browser.all(".theirs b")]

    @property
    def summary(self) -> str:
        """What stands on top of a form that was refused."""
        return self.browser.one("[data-summary]").text
