"""The list of a record module, and what is done with many of its rows."""

from typing import ClassVar, Self

from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class Listing(PageObject):
    """Search, filter, sort, more rows, ticks and bulk actions."""

    endpoint: ClassVar[str] = ""

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
        self._turn(f'[data-filter-box] a[href*="pick={field}&"], [data-filter-box] a[href$="pick={field}"]')
        form = self.browser.one(".filter-edit")
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

    @step("Open the filter", "打开筛选")
    def open_filter(self) -> Self:
        self.press("f")
        self.browser.one(".filter .filter-search input")
        return self

    @step("Choose {part} in the filter", "在筛选中选择 {part}")
    def pick(self, part: str) -> Self:
        self.browser.one(f'[data-filter-box] a[href*="{part}"]').click()
        self.browser.one(".filter-edit")
        return self

    @step("Ask of the related records: {measure}", "关联记录：{measure}")
    def in_relation(self, measure: str) -> Self:
        self.browser.fill(self.browser.one(".filter-edit [name=measure]"), measure)
        return self

    @step("Change part {number} of the chip", "修改条件的第 {number} 部分")
    def change_chip(self, number: int) -> Self:
        part = self.browser.all(".chip .part")[number]
        if self.browser.scripted:
            part.click()
            return self
        with self.browser.leaving():
            part.click()
        return self

    def _turn(self, selector: str) -> None:
        """Follow a link of the filter's popover; without script it is a page."""
        link = self.browser.one(selector)
        if self.browser.scripted:
            link.click()
            return
        with self.browser.leaving():
            link.click()

    @step("Take the condition away", "去掉筛选条件")
    def drop_condition(self) -> Self:
        with self.browser.leaving():
            self.browser.one(".chip a.drop").click()
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
            self.browser.click(self._row(name).find_element(By.CSS_SELECTOR, '.tick input[name="id"]'))
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
        return self.browser.said("tr[data-row]", name)

    @property
    def names(self) -> "list[str]":
        """The names in the list, from top to bottom."""
        return self.browser.driver.execute_script(
            "return [...document.querySelectorAll('tr[data-row] .first a')].map(a => a.textContent.trim())"
        )

    # Cells, views, boards ----------------------------------------------------------

    def cell(self, name: str, field: str) -> str:
        """What stands in the row of that name, in the column of the field."""
        heads = [head.get_attribute("data-name") for head in self.browser.all("thead th")]
        return self._row(name).find_elements(By.XPATH, "./*")[heads.index(field)].text

    @step("Paste “{text}”", "粘贴“{text}”")
    def paste(self, text: str) -> Self:
        self.browser.driver.execute_script(
            "const data = new DataTransfer(); data.setData('text/plain', arguments[0]);"
            "document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}))",
            text,
        )
        self.browser.one("#dialog[open] .paste-cells")
        return self

    @step("Save the list as the view “{name}”", "将列表另存为视图“{name}”")
    def save_view(self, name: str) -> Self:
        self.browser.testid("view-save-as").click()
        self.browser.fill(self.browser.one("#bulk-name"), name)
        return self.confirm()

    @property
    def tab(self) -> str:
        """The view that is shown."""
        return self.browser.one('.tabs [aria-current="page"]').text

    def cards(self, column: str) -> "list[str]":
        """The names of the cards in a column of the board."""
        return [card.text for card in self.browser.all(f'[data-column="{column}"] .bcard-title')]

    def _card(self, name: str) -> WebElement:
        return self.browser.said(".bcard", name)

    @step("Drag the card “{name}” to {column}", "将卡片“{name}”拖到 {column}")
    def drag_card(self, name: str, column: str) -> Self:
        self.browser.wait(lambda: self.browser.driver.execute_script("return !!window.Sortable"), "what drags")
        target = self.browser.one(f'[data-column="{column}"] .bcards')
        hold = ActionChains(self.browser.driver).click_and_hold(self._card(name)).pause(0.3).move_by_offset(30, 10)
        hold.pause(0.2).move_to_element(target).pause(0.3).move_by_offset(3, 3).pause(0.3).release().perform()
        return self

    @step("Move the card “{name}” to {column} by its select", "用下拉框把卡片“{name}”移到 {column}")
    def move_card(self, name: str, column: str) -> Self:
        card = self._card(name)
        self.browser.fill(card.find_element(By.TAG_NAME, "select"), column)
        with self.browser.leaving():
            card.find_element(By.TAG_NAME, "button").click()
        return self
