"""A contact agrees to be called, and takes it back."""

from collections.abc import Callable

from tests.ui.pages.sales.consent import ConsentPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


def test_a_consent_is_written_down_withdrawn_by_one_click_and_said_beside_the_name(browser: Browser, name: Name) -> None:
    """登记联系人的同意，一键撤回后页面提示请勿联系"""
    lilei = browser.site.visitor("administrator")
    purpose = name("外呼")
    lilei.create("/consent-purposes", name=purpose, contacts="yes", active="yes", text_zh="同意接听来电")
    contact = lilei.create("/contacts", name=name("周小川"))
    browser.enter("administrator")
    page = ConsentPage(browser).of(contact)
    assert browser.axe() == []
    page.write_down(purpose)
    browser.sees("同意接听来电")
    page.of(contact).withdraw(purpose)
    browser.said(".consent-lines", browser.say("Withdrawn"))
    page.go(f"/contacts/{contact}")
    browser.said(".record-line", browser.say("Do not contact: {names}", names=purpose))
