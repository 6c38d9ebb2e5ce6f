"""The list of a record module in the browser: search, filter, sort, more rows, phone."""

from collections.abc import Callable

import pytest

from tests.ui.pages.customer.account import AccountPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]
Account = Callable[..., int]
pytestmark = pytest.mark.needs()


@pytest.fixture
def three(account: Account) -> None:
    """Three customers in two cities."""
    account("北京云帆", city="北京", grade="A")
    account("上海安泰", city="上海", grade="B")
    account("北京远航", city="北京", grade="C")


@pytest.mark.usefixtures("three")
def test_the_list_is_filtered_and_the_chip_takes_the_condition_away(signed_in: Browser, name: Name) -> None:
    """筛选列表，去掉条件后恢复"""
    page = AccountPage(signed_in).list().find(name())

    page.filter("city", "is", "北京")
    assert sorted(page.names) == sorted([name("北京云帆"), name("北京远航")])

    page.drop_condition()
    assert len(page.names) == 3


@pytest.mark.usefixtures("three")
def test_a_choice_is_filtered_by_ticking(signed_in: Browser, name: Name) -> None:
    """选项类字段通过勾选筛选"""
    page = AccountPage(signed_in).list().find(name()).filter("grade", "any", "B")

    assert page.names == [name("上海安泰")]


@pytest.mark.width(1440)
@pytest.mark.usefixtures("three")
def test_the_head_of_a_column_sorts_up_then_down(signed_in: Browser, name: Name) -> None:
    """点击表头先升序后降序"""
    page = AccountPage(signed_in).list().find(name())

    up = page.sort("name").names
    down = page.sort("name").names

    assert up == [name("北京远航"), name("北京云帆"), name("上海安泰")], "Chinese names stand in the order of their pinyin"
    assert down == up[::-1]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("typed", ["bjyf", "beijing yunfan", "云帆"])
def test_a_customer_is_found_by_pinyin_initials_and_characters(signed_in: Browser, name: Name, typed: str) -> None:
    """用拼音、首字母和汉字都能找到客户"""
    page = AccountPage(signed_in).list().find(f"{name()} {typed}")

    assert page.names == [name("北京云帆")]


def test_more_rows_come_by_themselves_at_the_end_of_the_page(signed_in: Browser, name: Name, account: Account) -> None:
    """滚动到末尾自动加载更多"""
    for number in range(23):
        account(f"客户{number:02d}")

    page = AccountPage(signed_in).list(f"?q={name()}&size=20&sort=name").load_more()

    assert page.names == [name(f"客户{number:02d}") for number in range(23)]


def test_a_list_that_finds_nothing_says_so(signed_in: Browser) -> None:
    """没有结果时会说明"""
    page = AccountPage(signed_in).list().find("zzzzqqqq")

    assert page.names == []
    assert signed_in.one(".empty").text


@pytest.mark.width(390)
@pytest.mark.usefixtures("three")
def test_on_a_phone_rows_are_cards_that_name_their_values(signed_in: Browser, name: Name) -> None:
    """手机上每行是一张卡片并标明字段名"""
    page = AccountPage(signed_in).list(f"?q={name()}")

    assert len(page.names) == 3
    labels = signed_in.driver.execute_script("return [...document.querySelectorAll('td[data-label]')].map(cell => cell.dataset.label)")
    assert len(labels) == len(set(labels)) * 3
    assert signed_in.one(".bottom-bar").is_displayed()


@pytest.mark.width(1440)
def test_a_condition_that_cannot_be_read_is_told_above_a_list_without_it(signed_in: Browser, name: Name, account: Account) -> None:
    """无法识别的条件会说明，列表照常显示"""
    for number in range(51):
        account(f"客户{number:02d}")

    page = AccountPage(signed_in).list("?f=nonsense&sort=name")
    signed_in.wait(lambda: "+" not in signed_in.one(".total").text, "the exact figure")

    assert "nonsense" in signed_in.one(".notice").text
    assert len(page.names) >= 50
    assert "nonsense" not in page.sort("name").browser.path


@pytest.mark.needs("edit")
def test_an_action_without_a_chosen_row_is_refused_in_a_message(signed_in: Browser, account: Account) -> None:
    """未选中任何行时操作会给出提示"""
    account("北京云帆")
    page = AccountPage(signed_in).list()

    signed_in.driver.execute_script("document.querySelector('[data-testid=\"customer_account.bulk_tag\"]').click()")

    assert page.toast
    assert not signed_in.has("#dialog")


@pytest.mark.width(1440)
@pytest.mark.usefixtures("three")
def test_a_cell_is_reached_by_arrows_and_edited_where_it_stands(signed_in: Browser, name: Name) -> None:
    """方向键移动到单元格，回车就地编辑"""
    page = AccountPage(signed_in).list(f"?q={name()}&sort=name&cols=name,city,grade")
    first = page.names[0]

    page.press("j").press("arrow_right").press("enter")
    signed_in.fill(signed_in.one(".cell-editor input[name=city]"), "天津")
    page.press("enter")

    signed_in.wait(lambda: not signed_in.has(".cell-editor"), "the cell alone")
    assert page.cell(first, "city") == "天津"
    assert page.toast


@pytest.mark.width(1440)
@pytest.mark.usefixtures("three")
def test_a_pasted_block_shows_first_what_it_changes_and_undoes_as_one(signed_in: Browser, name: Name) -> None:
    """粘贴一块单元格先预览，再整体撤销"""
    page = AccountPage(signed_in).list(f"?q={name()}&sort=name&cols=name,city,grade")
    first, second, _ = page.names

    page.press("j").press("arrow_right").paste("苏州\tA\n无锡\tZ")
    assert "Z" in signed_in.one(".paste-cells .refused").text
    page.confirm()
    assert (page.cell(first, "city"), page.cell(second, "city")) == ("苏州", "无锡")

    page.undo()
    assert "苏州" not in (page.cell(first, "city"), page.cell(second, "city"))


@pytest.mark.usefixtures("three")
def test_a_list_is_kept_as_a_view_that_says_when_it_differs(signed_in: Browser, name: Name) -> None:
    """列表可另存为视图，有改动时会标出"""
    page = AccountPage(signed_in).list(f"?q={name()}&f=city:is:北京&sort=name").save_view(name("北京"))
    assert name("北京") in page.tab and len(page.names) == 2

    page.list(f"{signed_in.path.removeprefix('/accounts')}&group=grade")
    assert signed_in.has(".tabs .unsaved")
    assert len(signed_in.all("tr.group")) == 2

    with signed_in.leaving():
        signed_in.testid("view-reset").click()
    assert not signed_in.has(".tabs .unsaved")
    assert not signed_in.has("tr.group")
