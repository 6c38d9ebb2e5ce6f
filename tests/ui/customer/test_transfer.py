"""Imports in the browser: with errors, and with their undo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from selenium.webdriver import Keys

from tests.ui.pages.customer.account import AccountPage
from tests.ui.pages.customer.transfer import TransferPage
from tests.ui.tool.browser import WORK, Browser

Name = Callable[..., str]
pytestmark = pytest.mark.needs("import")


def rows(name: Name, *lines: str) -> str:
    """A file of customers; {} stands for the name of this test."""
    return "\r\n".join(["客户名称,城市,电话,客户级别", *(line.format(name()) for line in lines)]) + "\r\n"


def test_a_file_with_errors_is_checked_imported_and_undone(signed_in: Browser, name: Name, phone: str, tmp_path: Path) -> None:
    """含错误的文件先检查、再导入、再撤销"""
    file = tmp_path / "客户.csv"
    file.write_bytes(
        rows(name, f"{{}} 甲,北京,{phone},A", "{} 乙,上海,没有电话,B", "{} 丙,广州,,Z", ",深圳,,A", "{} 丁,,,").encode("gb18030")
    )

    page = TransferPage(signed_in).upload("account", file)
    assert page.mapping == ["name", "city", "phone", "grade"]
    page.check()
    assert [line for line, _ in page.problems] == ["3", "4", "5"]
    assert all(reason for _, reason in page.problems)
    assert AccountPage(signed_in).go(f"/accounts?q={name()}").names == [], "a rehearsal writes nothing"

    page.back().run()
    assert sorted(AccountPage(signed_in).list(f"?q={name()}").names) == sorted([name("甲"), name("丁")])

    page.back().undo_all()
    assert AccountPage(signed_in).list(f"?q={name()}").names == []


def test_bad_cells_are_put_right_in_the_preview(signed_in: Browser, name: Name, phone: str, tmp_path: Path) -> None:
    """在预览中直接更正错误的单元格"""
    file = tmp_path / "客户.csv"
    file.write_text(rows(name, "{} 甲,北京,没有电话,A", "{} 乙,上海,,B"), encoding="utf-8")

    page = TransferPage(signed_in).upload("account", file)
    assert page.outcomes == ["failed", "created"]
    page.put_right(2, 2, phone)
    assert page.outcomes == ["created", "created"]
    page.run()

    assert page.problems == []
    assert sorted(AccountPage(signed_in).list(f"?q={name()}").names) == sorted([name("甲"), name("乙")])


def test_an_address_book_of_google_is_recognised(signed_in: Browser, name: Name, phone: str, tmp_path: Path) -> None:
    """识别谷歌通讯录的导出文件"""
    file = tmp_path / "联系人.csv"
    file.write_text(f"Name,Given Name,E-mail 1 - Value,Phone 1 - Value,Subject\n{name('王芳')},,,{phone},x\n", encoding="utf-8")

    page = TransferPage(signed_in).upload("contact", file)

    assert (page.source, page.mapping) == ("google", ["name", "given", "mails", "phones", ""])
    assert page.outcomes == ["created"]


def test_cells_from_a_spreadsheet_can_be_pasted(signed_in: Browser, name: Name, phone: str) -> None:
    """可以粘贴电子表格中的单元格"""
    page = TransferPage(signed_in).paste("contact", f"姓名\t手机\t职位\n{name('王芳')}\t{phone}\t采购经理\n")
    assert page.mapping == ["name", "phones", "title"]

    page.run()

    assert page.problems == []


def test_a_file_that_cannot_be_read_is_told_and_nothing_happens(signed_in: Browser, tmp_path: Path) -> None:
    """无法读取的文件会说明原因，且不写入数据"""
    file = tmp_path / "picture.xlsx"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))

    TransferPage(signed_in).upload("account", file)

    assert signed_in.one("[role=alert]").text


def test_import_pages_fit_and_can_be_used_by_everybody(signed_in: Browser, name: Name) -> None:
    """导入页面适配屏幕且符合无障碍要求"""
    page = TransferPage(signed_in).paste("account", rows(name, "{} 甲,北京,没有电话,A", "{} 乙,上海,,").replace(",", "\t"))
    for done in (lambda: page, page.check, page.run):
        done()
        for width, height in ((390, 844), (1440, 900)):
            signed_in.size(width, height)
            assert signed_in.overflow() <= 0
            assert signed_in.axe() == []


def test_cells_are_pasted_checked_and_imported_by_keyboard(signed_in: Browser, name: Name) -> None:
    """全程用键盘粘贴、检查并导入"""
    page = TransferPage(signed_in).go("/imports/account/new")
    signed_in.one("details.section > summary").send_keys(Keys.ENTER)
    signed_in.set(signed_in.one("#pasted"), f"客户名称\t城市\n{name('甲')}\t北京\n")
    for done in ("#mapping", ".import-figures"):
        with signed_in.leaving():
            signed_in.chord("control", "enter")
        signed_in.wait(lambda done=done: not signed_in.has("progress") and signed_in.has(done), done, WORK)
    with signed_in.leaving():
        signed_in.testid("customer_transfer.run").send_keys(Keys.ENTER)
    signed_in.wait(lambda: signed_in.has('[data-testid="customer_transfer.undo"]'), "the result", WORK)

    assert page.problems == [] and AccountPage(signed_in).list(f"?q={name()}").names == [name("甲")]


def test_without_script_cells_are_pasted_and_imported(signed_in: Browser, name: Name) -> None:
    """无脚本：粘贴并导入"""
    signed_in.scripts(on=False)
    page = TransferPage(signed_in).paste("account", f"客户名称\t城市\n{name('甲')}\t北京\n")
    assert page.mapping == ["name", "city"]
    with signed_in.leaving():
        signed_in.testid("customer_transfer.run").click()

    listed = AccountPage(signed_in)
    signed_in.wait(lambda: listed.list(f"?q={name()}").names == [name("甲")], "the import by its job", WORK)


@pytest.mark.width(390)
def test_on_a_phone_columns_stand_below_each_other_and_lines_are_cards(signed_in: Browser, name: Name) -> None:
    """手机上各列上下排列，每行为一张卡片"""
    TransferPage(signed_in).paste("account", f"客户名称\t城市\n{name('甲')}\t北京\n")

    picks = [select.rect for select in signed_in.all('select[name="target"]')]
    assert picks[0]["x"] == picks[1]["x"] and picks[0]["y"] < picks[1]["y"]
    sheet = signed_in.one(".map-sheet")
    assert signed_in.driver.execute_script("return arguments[0].scrollWidth <= arguments[0].clientWidth", sheet)
