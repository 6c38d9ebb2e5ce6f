"""Today in the browser: the queue by keyboard."""

from collections.abc import Callable

from tests.ui.pages.customer.account import AccountPage
from tests.ui.pages.platform.home import HomePage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]
Account = Callable[..., int]


def test_a_line_is_done_by_its_key_and_the_cursor_stays(signed_in: Browser, name: Name, account: Account) -> None:
    """用键盘完成待办，光标停在原处"""
    page = AccountPage(signed_in).go(f"/accounts/{account('成都川味')}")
    for title in ("回电话", "发合同"):
        page.compose("task", name=name(title), due_at="2026-01-01T09:00")
    home = HomePage(signed_in).list().walk_to(name("回电话"))

    with signed_in.leaving():
        home.press("e")

    assert name("回电话") not in home.entries and name("发合同") in home.entries
    assert signed_in.driver.execute_script("return document.activeElement.matches('[data-queue-open]')")


def test_a_line_is_put_off_from_its_menu(signed_in: Browser, name: Name, account: Account) -> None:
    """从菜单推迟待办"""
    AccountPage(signed_in).go(f"/accounts/{account('武汉东湖')}").compose("task", name=name("回访"), due_at="2026-01-01T09:00")
    home = HomePage(signed_in).list().walk_to(name("回访"))

    home.press("s")
    with signed_in.leaving():
        home.press("down", "enter")

    assert name("回访") not in home.entries


def test_a_line_is_put_off_by_pointer(signed_in: Browser, name: Name, account: Account) -> None:
    """用鼠标推迟待办"""
    AccountPage(signed_in).go(f"/accounts/{account('长沙岳麓')}").compose("task", name=name("寄样品"), due_at="2026-01-01T09:00")
    home = HomePage(signed_in).list()
    line = signed_in.said(".queue-line", name("寄样品"))

    signed_in.click(line.find_element("css selector", '[data-testid="queue-snooze"]'))
    with signed_in.leaving():
        signed_in.click(line.find_elements("css selector", '[data-testid="customer_today.snooze"]')[1])  # tomorrow

    assert name("寄样品") not in home.entries
