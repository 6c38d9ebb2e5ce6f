"""A personal customer asks for his data, and then to be forgotten."""

from collections.abc import Callable

from tests.ui.pages.sales.erasure import ErasurePage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


def test_a_person_s_data_is_offered_as_a_file_held_and_erased(browser: Browser, name: Name) -> None:
    """个人客户：查看并导出全部信息，依法保全，解除后永久删除"""
    lilei = browser.site.visitor("administrator")
    person = lilei.create("/accounts", name=name("周小川"), kind="person", phone="13900004321")
    browser.enter("administrator")
    page = ErasurePage(browser).of(person)
    assert browser.say("Customers") in browser.testid("reach").text and browser.axe() == []
    assert browser.testid("sales_erasure.export").get_attribute("href").endswith(f"/privacy/account/{person}/export")
    page.hold("诉讼 2026-17")
    assert "诉讼 2026-17" in browser.text and not browser.has("[data-testid='sales_erasure.erase']") and browser.axe() == []
    page.lift().erase("asked")
    assert browser.say("The person asked for it") in browser.testid("erasures").text and name("周小川") not in browser.text
