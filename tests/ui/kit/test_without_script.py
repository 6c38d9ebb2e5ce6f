"""Without script everything still works: links and forms."""

from collections.abc import Callable, Iterator

import pytest

from tests.ui.pages.customer.account import AccountPage
from tests.ui.pages.platform.auth import SignInPage
from tests.ui.tool.browser import Browser
from tests.ui.tool.options import Options

Name = Callable[..., str]


@pytest.fixture
def plain(signed_in: Browser) -> Iterator[Browser]:
    """A browser that runs no script."""
    signed_in.scripts(on=False)
    yield signed_in
    signed_in.scripts(on=True)


def test_one_signs_in(plain: Browser, options: Options) -> None:
    """无脚本：登录"""
    plain.leave()

    page = SignInPage(plain).sign_in(*plain.site.people[options.role])

    assert "customer_account.index" in page.menu


def test_a_customer_is_created_edited_and_refused(plain: Browser, name: Name) -> None:
    """无脚本：新建、修改客户，错误会说明"""
    page = AccountPage(plain).new().fill(mail="not a mail").save()
    assert page.error("name")
    assert page.error("mail")

    page.fill(name=name("北京云帆"), mail="info@without-script.example").save()
    assert page.title == name("北京云帆")

    page.edit().fill(city="北京").save()
    assert page.shown("city") == "北京"


def test_a_single_field_is_edited_on_a_small_page(plain: Browser, account: Callable[..., int]) -> None:
    """无脚本：单个字段在小页面上修改"""
    page = AccountPage(plain).go(f"/accounts/{account('上海安泰')}/field/city/edit")

    plain.fill(page.editor("city"), "上海")
    with plain.leaving():
        plain.testid("save-city").click()

    assert page.shown("city") == "上海"


def test_the_list_is_filtered_and_its_pages_are_turned(plain: Browser, name: Name, account: Callable[..., int]) -> None:
    """无脚本：筛选列表并翻页"""
    for number in range(21):
        account(f"客户{number:02d}", grade="A" if number % 2 else "B")
    page = AccountPage(plain).list(f"?q={name()}&size=20&sort=name")

    with plain.leaving():
        plain.click(plain.testid("more-rows"))
    assert page.names == [name("客户20")]

    page.list(f"?q={name()}").filter("grade", "any", "A")
    assert len(page.names) == 10


@pytest.mark.needs("create", "remove")
def test_chosen_rows_are_deleted_and_brought_back(plain: Browser, name: Name, account: Callable[..., int]) -> None:
    """无脚本：删除所选记录"""
    account("甲")
    page = AccountPage(plain).list(f"?q={name()}").tick(name("甲"))
    with plain.leaving():
        plain.testid("customer_account.bulk_remove").click()
    page.save()
    assert page.list(f"?q={name()}").names == []


def test_a_call_is_logged(plain: Browser, account: Callable[..., int]) -> None:
    """无脚本：登记电话"""
    page = AccountPage(plain).go(f"/accounts/{account('广州远航')}")

    plain.one('label[for="compose-call"]').click()
    plain.fill(plain.one("#call-name"), "电话回访")
    with plain.leaving():
        plain.click(plain.testid("call-save"))

    assert page.entries[0] == "电话回访"
