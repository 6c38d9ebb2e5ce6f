"""Targets in the browser: a block of a spreadsheet is pasted, one wrong cell saves nothing, and attainment leads to its records."""

import pytest

from tests.today import today
from tests.ui.pages.base import PageObject
from tests.ui.pages.sales.target import TargetSheetPage
from tests.ui.tool.browser import Browser


@pytest.mark.own
def test_targets_are_pasted_saved_whole_and_stand_against_what_was_reached(browser: Browser) -> None:
    """粘贴一块目标，一个单元格有误则全部不保存，改正后保存，并在完成率页面与排行中看到"""
    browser.enter("administrator")
    company = browser.site.company
    wang, zhao = (f"p{company.users[one]}" for one in ("wang", "zhao"))
    page = TargetSheetPage(browser).of(company.departments["east"])
    page.paste(f"{wang}.m01", "100\t200\n1,000\toops\n")
    assert [page.value(f"{one}.{month}") for one in (wang, zhao) for month in ("m01", "m02")] == ["100", "200", "1,000", "oops"]

    page.save()
    assert page.error(f"{zhao}.m02") and page.value(f"{wang}.m01") == "100" and browser.axe() == []
    page.type(f"{zhao}.m02", "500").save()
    assert (page.value(f"{wang}.total"), page.value(f"{zhao}.total")) == ("300", "1500")

    PageObject(browser).go(f"/attainment?period={today().year}&measure=won")
    row = browser.said("tbody tr", "王强")
    assert "300.00" in row.text and browser.axe() == []
    PageObject(browser).go("/rankings?by=teams")
    assert browser.axe() == []


@pytest.mark.own
@pytest.mark.width(390)
def test_a_sheet_is_filled_without_script_on_the_phone(browser: Browser) -> None:
    """手机、无脚本时也能填写目标并按全年平均分解"""
    browser.enter("administrator")
    company = browser.site.company
    chen = f"p{company.users['chen']}"
    browser.scripts(on=False)
    page = TargetSheetPage(browser).of(company.departments["south"], "call").type(f"{chen}.total", "24").save()
    browser.scripts(on=True)
    page.of(company.departments["south"], "call")
    assert page.value(f"{chen}.m07") == "2" and browser.overflow() <= 0
