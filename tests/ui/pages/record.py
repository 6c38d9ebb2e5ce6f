"""The pages that every record module has: list, forms, record page. A module's page object adds its own words."""

from typing import Any, Self

from selenium.webdriver import Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from tests.ui.pages.form import Form
from tests.ui.pages.listing import Listing
from tests.ui.tool.steps import step


class RecordPages(Listing, Form):
    """A record module, by its address and its endpoint; here its record page."""

    @step("Open “{name}” from the list of {page}", "从{page}列表打开“{name}”")
    def open(self, name: str) -> Self:
        self.list().find(name)
        with self.browser.leaving():
            self._row(name).find_element(By.CSS_SELECTOR, ".first a").send_keys(Keys.ENTER)  # a click looks at it beside the list
        return self

    @step("Go to “Edit”", "打开编辑表单")
    def edit(self) -> Self:
        self.browser.open(f"{self.path}/{self.id}/edit")
        return self

    @step("Change {field} to “{value}” in place", "就地把 {field} 改为“{value}”")
    def edit_field(self, field: str, value: Any) -> Self:
        return self.start_editing(field).finish_editing(field, value)

    @step("Type “{value}” over {field} and save", "把 {field} 改为“{value}”并保存")
    def finish_editing(self, field: str, value: Any) -> Self:
        self.browser.fill(self.editor(field), value)
        self.browser.click(self.browser.testid(f"save-{field}"))
        self.browser.wait(lambda: not self.is_editing(field) or self.browser.has(f"#edit-{field}-error, .theirs"), "an answer")
        return self

    @step("Click on {field}", "点击 {field}")
    def start_editing(self, field: str) -> Self:
        link = self.browser.wait(lambda: self.browser.all(f'[data-testid="edit-{field}"]'), field)[0]
        self._tab("about")
        if not link.is_displayed():
            self.browser.click(link.find_element(By.XPATH, "ancestor::details[1]/summary"))
        self.browser.click(link)
        self.editor(field)
        return self

    def editor(self, field: str) -> WebElement:
        return self.browser.one(f'#field-{field} [name="{field}"]:not([type=hidden]), #field-{field} [name="{field}__text"]')

    def is_editing(self, field: str) -> bool:
        return self.browser.has(f"#field-{field} form")

    def shown(self, field: str) -> str:
        """The value of a field on the record page."""
        return self.browser.wait(lambda: self.browser.all(f"#field-{field} .value"), field)[0].get_attribute("textContent").strip()

    @step("Undo the newest entry of the history", "撤销历史中最近的一条")
    def undo_entry(self) -> Self:
        with self.browser.leaving():
            self.browser.click(self.browser.testid("undo-entry"))
        return self

    @step("Write a {kind} into the composer: {values}", "在记录框写{kind}：{values}")
    def compose(self, kind: str, **values: Any) -> Self:
        self.browser.testid(f"compose-{kind}").click()
        for name, value in values.items():
            self.browser.fill(self.browser.one(f"#{kind}-{name}"), value)
        with self.browser.leaving():
            self.browser.click(self.browser.testid(f"{kind}-save"))
        return self

    @step("Create one for the card {card}", "在卡片 {card} 上新建")
    def add_related(self, card: str, testid: str) -> Self:
        """Begin a record that belongs to this one: after the search, create."""
        self.search_related(card)
        with self.browser.leaving():
            self.browser.click(self.browser.testid(testid))
        return self

    @step("Search for “{words}” to put it on the card {card}", "在卡片 {card} 上搜索“{words}”")
    def search_related(self, card: str, words: str = "") -> Self:
        self._tab("cards")
        self.browser.click(self.browser.testid(f"add-{card}"))
        if words:
            self.browser.fill(self.browser.one('.relate [name="q"]'), words)
        return self

    @step("Link “{name}”", "关联“{name}”")
    def link(self, name: str) -> Self:
        found = self.browser.wait(lambda: [b for b in self.browser.all('[data-testid="link"]') if name in b.text], name)[0]
        with self.browser.leaving():
            self.browser.click(found)
        return self

    @property
    def related(self) -> "list[str]":
        """The records on the cards."""
        self._tab("cards")
        return [one.text for one in self.browser.all(".cards .card-title")]

    def _tab(self, name: str) -> None:
        """On a narrow page the three columns are tabs."""
        if self.browser.has(f'label[for="tab-{name}"]'):
            self.browser.click(self.browser.one(f'label[for="tab-{name}"]'))

    @step("Tick off the next step", "完成下一步")
    def finish(self, testid: str = "next-step-done") -> Self:
        with self.browser.leaving():
            self.browser.click(self.browser.testid(testid))
        return self

    @step("Delete this record", "删除这条记录")
    def remove(self) -> Self:
        self.browser.one(".head .menu > summary").click()
        with self.browser.leaving():
            self.browser.testid(f"{self.endpoint}.destroy").click()
        return self

    @property
    def title(self) -> str:
        return self.browser.one("h1").text

    @property
    def id(self) -> int:
        """The number of the record that the page is about."""
        return int(self.browser.path.removeprefix(self.path).strip("/").split("/")[0].split("?")[0])

    @property
    def next_step(self) -> str:
        """The next step of the record, empty when there is none."""
        return "".join(step.text for step in self.browser.all(".next-step b"))

    @property
    def entries(self) -> "list[str]":
        """The lines of the timeline, newest first."""
        return [line.text for line in self.browser.all(".entry-title")]
