"""Many records at once in the browser, and the undo of it."""

from collections.abc import Callable

import pytest

from tests.ui.pages.customer.account import AccountPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


@pytest.fixture
def page(signed_in: Browser, name: Name, account: Callable[..., int]) -> AccountPage:
    """A list of three customers."""
    for text in ("甲", "乙", "丙"):
        account(text, city="北京")
    return AccountPage(signed_in).list(f"?q={name()}&sort=name")


@pytest.mark.needs("create", "remove")
def test_chosen_customers_are_deleted_and_undo_brings_all_back(page: AccountPage, name: Name) -> None:
    """批量删除所选客户，撤销后全部恢复"""
    page.tick(name("甲"), name("乙")).bulk("remove").confirm()
    assert [one for one in page.names if name() in one] == [name("丙")]

    page.undo()
    assert len(page.list(f"?q={name()}").names) == 3


def test_chosen_customers_are_tagged(page: AccountPage, name: Name, signed_in: Browser) -> None:
    """为所选客户批量打标签"""
    page.tick(name("甲"), name("丙")).bulk("tag")
    signed_in.fill(signed_in.one("#dialog .new-tag"), name("会议"))
    page.confirm()

    page.list().filter("tags", "any", name("会议"))

    assert sorted(page.names) == sorted([name("甲"), name("丙")])


@pytest.mark.needs("create", "assign")
def test_chosen_customers_are_handed_over(page: AccountPage, name: Name, signed_in: Browser) -> None:
    """批量转交所选客户"""
    page.tick(name("乙")).bulk("assign")
    page.pick_in_dialog("owner_id")
    page.confirm()

    assert name("乙") in page.list(f"?q={name()}").names


def test_all_that_the_filter_finds_are_changed_at_once(page: AccountPage, name: Name, signed_in: Browser) -> None:
    """一次修改筛选出的全部客户"""
    page.tick(name("甲")).all_of_them().bulk("edit")
    signed_in.fill(signed_in.one("#bulk-city"), "天津")
    page.confirm()

    assert len(page.list(f"?q={name()}&f=city:is:天津").names) == 3


@pytest.mark.needs("create", "remove")
def test_escape_puts_the_dialog_away_and_nothing_is_written(page: AccountPage, name: Name, signed_in: Browser) -> None:
    """Esc 关闭对话框，不写入任何内容"""
    page.tick(name("甲")).bulk("remove").press("escape")

    signed_in.wait(lambda: not signed_in.has("#dialog"), "the list alone")
    assert len(page.list(f"?q={name()}").names) == 3
