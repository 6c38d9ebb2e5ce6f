"""The pages that every record module has: list, forms, record page. A module's page object adds its own words."""

from typing import Any, ClassVar, Self

from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class RecordPages(PageObject):
    """A record module, by its address and its endpoint."""

    endpoint: ClassVar[str] = ""

    # The list --------------------------------------------------------------

    @step("Open the list of {page}", "打开{page}列表")
    def list(self, query: str = "") -> Self:
        self.browser.open(self.path + query)
        return self

    @step("Search the list for “{text}”", "在列表中搜索“{text}”")
    def find(self, text: str) -> Self:
        box = self.browser.one('.find input[name="q"]')
        self.browser.fill(box, text)
        with self.browser.leaving():
            box.submit()
        return self

    @step("Filter: {field} {operator} {value}", "筛选：{field} {operator} {value}")
    def filter(self, field: str, operator: str, value: str = "") -> Self:
        self.browser.one(".filter > summary").click()
        if not self.browser.scripted:
            with self.browser.leaving():
                self.browser.one(".filter .menu-list > a").click()
        form = self._filter_form(field)
        self.browser.fill(form.find_element(By.NAME, "operator"), operator)
        for control in form.find_elements(By.NAME, "value"):
            if control.get_attribute("type") == "checkbox":
                if control.get_attribute("value") == value:
                    control.find_element(By.XPATH, "..").click()
            elif value and control.is_displayed():
                self.browser.fill(control, value)
                break
        with self.browser.leaving():
            form.find_element(By.CSS_SELECTOR, "button.primary").click()
        return self

    def _filter_form(self, field: str) -> WebElement:
        hidden = f'.filter-field input[name="field"][value="{field}"]'
        details = self.browser.wait(lambda: self.browser.all(hidden), hidden)[0].find_element(By.XPATH, "ancestor::details[1]")
        details.find_element(By.TAG_NAME, "summary").click()
        return details.find_element(By.TAG_NAME, "form")

    @step("Take the condition away", "去掉筛选条件")
    def drop_condition(self) -> Self:
        with self.browser.leaving():
            self.browser.one(".chip a").click()
        return self

    @step("Sort by {field}", "按 {field} 排序")
    def sort(self, field: str) -> Self:
        with self.browser.leaving():
            self.browser.one(f'thead a[href*="sort={field}"], thead a[href*="sort=-{field}"]').click()
        return self

    @step("Scroll to the end of the list", "滚动到列表末尾")
    def load_more(self) -> Self:
        self.browser.wait(lambda: not self._more(), "the last rows")
        return self

    def _more(self) -> "list[WebElement]":
        found = self.browser.all('[data-testid="more-rows"]')
        for link in found:
            self.browser.driver.execute_script("arguments[0].scrollIntoView()", link)
        return found

    @step("Tick {names}", "勾选 {names}")
    def tick(self, *names: str) -> Self:
        for name in names:
            self._row(name).find_element(By.CSS_SELECTOR, '.tick input[name="id"]').click()
        return self

    @step("Select all that the filter finds", "选择全部筛选结果")
    def all_of_them(self) -> Self:
        self.browser.all(".bulk [data-all]")[0].find_element(By.XPATH, "..").click()
        return self

    @step("Choose the bulk action {verb}", "选择批量操作 {verb}")
    def bulk(self, verb: str) -> Self:
        self.browser.testid(f"{self.endpoint}.bulk_{verb}").click()
        self.browser.one("#dialog[open] form, #dialog-body form")
        return self

    @step("Choose the first {field} in the dialog", "在对话框中选择第一个 {field}")
    def pick_in_dialog(self, field: str) -> Self:
        self.browser.one(f"#bulk-{field}").click()
        self.browser.one(f"#bulk-{field}-list [data-id]").click()
        return self

    @step("Confirm the dialog", "在对话框中确认")
    def confirm(self) -> Self:
        with self.browser.leaving():
            self.browser.one('#dialog [data-testid="save"]').click()
        return self

    def _row(self, name: str) -> WebElement:
        return self.browser.wait(lambda: next((r for r in self.browser.all("tr[data-row]") if name in r.text), None), f"a row “{name}”")

    @property
    def names(self) -> "list[str]":
        """The names in the list, from top to bottom."""
        return self.browser.driver.execute_script(
            "return [...document.querySelectorAll('tr[data-row] .first a')].map(a => a.textContent.trim())"
        )

    # Forms -------------------------------------------------------------------

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
            found.find_element(By.XPATH, "ancestor::details[1]/summary").click()
        return found

    def value(self, name: str) -> str:
        return self.control(name).get_attribute("value")

    def error(self, name: str) -> str:
        """What stands under a field of the form, in the form or where it is edited in place."""
        return self.browser.one(f"#{name}-error, #edit-{name}-error").text

    @step("Use what the other one saved", "采用对方的值")
    def take_theirs(self) -> Self:
        self.browser.one("[data-theirs]").click()
        return self

    @property
    def theirs(self) -> "list[str]":
        """What somebody else saved meanwhile, field by field."""
        return [value.text for value in self.browser.all(".theirs b")]

    @property
    def summary(self) -> str:
        """What stands on top of a form that was refused."""
        return self.browser.one("[data-summary]").text

    # The record page ---------------------------------------------------------

    @step("Open “{name}” from the list of {page}", "从{page}列表打开“{name}”")
    def open(self, name: str) -> Self:
        self.list().find(name)
        with self.browser.leaving():
            self._row(name).find_element(By.CSS_SELECTOR, ".first a").click()
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
        self.browser.testid(f"save-{field}").click()
        self.browser.wait(lambda: not self.is_editing(field) or self.browser.has(f"#edit-{field}-error, .theirs"), "an answer")
        return self

    @step("Click on {field}", "点击 {field}")
    def start_editing(self, field: str) -> Self:
        link = self.browser.wait(lambda: self.browser.all(f'[data-testid="edit-{field}"]'), field)[0]
        if not link.is_displayed():
            link.find_element(By.XPATH, "ancestor::details[1]/summary").click()
        link.click()
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
            self.browser.testid("undo-entry").click()
        return self

    @step("Write a {kind} into the composer: {values}", "在记录框写{kind}：{values}")
    def compose(self, kind: str, **values: Any) -> Self:
        self.browser.testid(f"compose-{kind}").click()
        for name, value in values.items():
            self.browser.fill(self.browser.one(f"#{kind}-{name}"), value)
        with self.browser.leaving():
            self.browser.testid(f"{kind}-save").click()
        return self

    @step("Tick off the next step", "完成下一步")
    def finish(self, testid: str = "next-step-done") -> Self:
        with self.browser.leaving():
            self.browser.testid(testid).click()
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
