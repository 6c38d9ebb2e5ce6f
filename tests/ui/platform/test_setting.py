"""Settings and maintenance in the browser."""

import pytest

from tests.ui.pages.platform.setting import MaintenancePage, SettingPage
from tests.ui.tool.browser import Browser
from tests.ui.tool.site import Site

pytestmark = pytest.mark.own


def test_a_setting_is_found_by_words_of_either_language_changed_and_put_back(browser: Browser) -> None:
    """按中英文或拼音找到设置，修改后恢复默认值"""
    browser.enter("administrator")
    page = SettingPage(browser)
    for words in ("签到距离", "too far away", "qiandao"):
        assert "visit_far" in page.find(words).names

    page.find("visit_far").change("visit_far", "900").find("visit_far")
    assert page.value("visit_far") == "900"
    page.reset().find("visit_far")
    assert page.value("visit_far") == "500"


def test_maintenance_closes_the_program_to_all_but_those_who_work_on_it(browser: Browser, site: Site) -> None:
    """维护期间仅管理员可以使用"""
    seller = site.visitor("salesperson")
    browser.enter("administrator")
    page = MaintenancePage(browser).begin("今晚升级")
    try:
        assert page.is_on
        status, text = seller.get("/accounts")
        assert status == 503 and "今晚升级" in text
    finally:
        page.end()
    assert not page.is_on and seller.get("/accounts")[0] == 200
