"""The levels of a role's fields, and masked values on the pages of whoever holds it."""

from typing import Self

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class FieldRightPage(PageObject):
    """The page of a role's fields."""

    noun = {"en": "rights of fields", "zh": "字段权限"}

    @step("Open the fields of the role “{role}”", "打开角色“{role}”的字段权限")
    def open(self, role: str) -> Self:
        self.browser.open("/roles")
        link = self.browser.wait(lambda: next((a for a in self.browser.all(".first a") if a.text == role), None), role)
        self.browser.open(f"{str(link.get_attribute('href')).partition('/roles')[2].join(('/roles', '/fields'))}")
        return self

    @step("{field} becomes {level}", "将 {field} 设为 {level}")
    def put(self, field: str, level: str) -> Self:
        box = self.browser.wait(lambda: self.browser.all(f'select[name="{field}"]'), field)[0]
        if not box.is_displayed():
            self.browser.click(self.browser.one(f"#of-{field.partition('.')[0]} > summary"))
        self.browser.fill(box, level)
        return self

    @step("Save", "保存")
    def save(self) -> Self:
        with self.browser.leaving():
            self.browser.click(self.browser.testid("platform_field_right.update"))
        with self.browser.leaving():
            self.browser.click(self.browser.testid("confirm"))
        return self

    @step("Show {field} in full", "查看 {field} 的明文")
    def reveal(self, field: str) -> Self:
        self.browser.click(self.browser.testid(f"reveal-{field}"))
        self.browser.wait(lambda: not self.browser.has(f"#field-{field} .mask, .reveal-page"), "the whole value")
        return self
