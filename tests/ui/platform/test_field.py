"""A field that an administrator adds, on every page of its module, in the browser."""

import csv
import io
import re
from collections.abc import Callable, Iterator

import pytest
from selenium.webdriver import Keys

from tests.ui.pages.customer.account import AccountPage
from tests.ui.pages.platform.field import FieldPage
from tests.ui.tool.browser import Browser
from tests.ui.tool.site import Site

Name = Callable[..., str]
pytestmark = pytest.mark.needs()


@pytest.fixture
def fields(browser: Browser) -> Iterator[FieldPage]:
    """The page of fields, for an administrator; what a test adds is gone behind it."""
    browser.enter("administrator")
    page = FieldPage(browser)
    yield page
    browser.scripts(True)
    page.list()
    while found := page.fields:
        page.take_away(found[0])


def test_an_added_field_is_in_form_record_list_filter_and_export(fields: FieldPage, name: Name, site: Site) -> None:
    """新增的字段出现在表单、详情、列表、筛选和导出中"""
    code = coded(name("budget"))
    fields.begin("account", "number").fill(label_zh="年度预算", label_en="Budget", name=code).tick_box("listed").save()
    assert code in fields.fields

    accounts = AccountPage(fields.browser)
    accounts.create(name=name("云帆"), **{code: "1250"})
    assert "1,250" in accounts.shown(code)
    accounts.edit_field(code, "1300")
    assert "1,300" in accounts.shown(code)

    accounts.list(f"?f={code}:at_least:1300")
    assert accounts.names == [name("云帆")]
    fields.browser.sees("1,300")
    accounts.list(f"?f={code}:above:1300")
    assert accounts.names == []

    _, text = site.visitor("administrator").get(f"/exports/account.csv?f={code}:at_least:1300")
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert [row.get("年度预算") or row.get("Budget") for row in rows] == ["1300"]


def test_the_preview_follows_what_is_typed(fields: FieldPage) -> None:
    """预览随输入变化"""
    fields.begin("account", "choice").fill(label_zh="客户星级", label_en="Stars")
    fields.browser.fill(fields.browser.one('[name="choices.zh"]'), "五星")
    fields.browser.wait(lambda: "五星" in fields.preview, "the choice in the preview")


def test_a_field_is_added_removed_and_brought_back_without_script(fields: FieldPage, name: Name) -> None:
    """不使用脚本也能新增、移除和恢复字段"""
    fields.browser.scripts(False)
    code = coded(name("level"))
    fields.add("account", "text", label_zh="等级", name=code)
    accounts = AccountPage(fields.browser).create(name=name("安泰"), **{code: "gold"})
    place = fields.browser.path

    fields.list().take_away(code)
    assert code not in fields.fields
    fields.bring_back(code)

    accounts.go(place)
    assert accounts.shown(code) == "gold"


def coded(text: str) -> str:
    """A field's name that no other test has."""
    return "x_" + re.sub("[^a-z0-9]+", "_", text.lower()).strip("_")


def test_a_field_is_added_by_keyboard(fields: FieldPage, name: Name) -> None:
    """用键盘新增字段"""
    code, browser = coded(name("keys")), fields.browser
    fields.go("/fields/new?module=account")
    with browser.leaving():
        browser.testid("kind-text").send_keys(Keys.ENTER)
    fields.fill(label_zh="键盘", label_en="Keys", name=code)
    with browser.leaving():
        browser.chord("control", "enter")

    assert code in fields.fields
