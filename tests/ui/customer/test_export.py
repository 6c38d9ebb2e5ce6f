"""A large export in the browser: asked for a reason, made by a job, downloaded."""

from collections.abc import Callable, Iterator

import pytest

from tests.ui.pages.customer.export import ExportPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]
WHY = "月度回访，仅供销售部内部使用"


@pytest.fixture
def asked_from_two(browser: Browser) -> Iterator[None]:
    """More than one record asks for a reason, which then is the last row of the file."""
    setting, company = browser.site.app.container.platform.setting(), browser.site.company
    assert company
    with company.acting("lilei"):
        setting.change({"export_reason": "1", "export_mark": "last"})
        yield
        setting.change({"export_reason": "1000", "export_mark": "properties"})


@pytest.mark.own
def test_many_records_are_exported_with_a_reason(browser: Browser, account: Callable[..., int], name: Name, asked_from_two: None) -> None:
    """导出多条记录须填写原因，由后台生成后下载"""
    for text in ("甲", "乙"):
        account(text)
    browser.enter("administrator")
    page = ExportPage(browser).ask(f"account.csv?q={name()}&cols=name")
    browser.sees("2 条记录" if browser.language == "zh" else "2 records")
    page.confirm()
    assert browser.say("Please say in a few words what the file is for.") in page.refusal
    assert browser.axe() == []

    lines = page.say(WHY).confirm().made().downloaded().splitlines()

    assert sorted(lines[1:3]) == sorted([name("甲"), name("乙")])
    assert "李雷" in lines[3] and WHY in lines[3]
