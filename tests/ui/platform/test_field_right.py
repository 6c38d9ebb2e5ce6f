"""A phone that is masked for a role, shown on request, and told in the history; in the browser."""

from collections.abc import Callable

import pytest

from tests.ui.pages.customer.contact import ContactPage
from tests.ui.pages.platform.field_right import FieldRightPage
from tests.ui.tool.browser import Browser
from tests.ui.tool.site import Site

pytestmark = pytest.mark.own


@pytest.mark.language("zh")
def test_a_masked_phone_is_shown_on_request_and_noted(browser: Browser, site: Site, name: Callable[..., str]) -> None:
    """脱敏电话按需查看并留痕"""
    id = site.visitor("salesperson").create("/contacts", name=name("李四"), phones="13911112222")
    browser.enter("administrator")
    rights = FieldRightPage(browser).open("销售").put("contact.phones", "masked").save()
    browser.size(390, 844)
    assert browser.overflow() <= 0 and browser.clipped() == [] and browser.axe() == []
    browser.size(1440, 900)
    try:
        browser.enter("salesperson")
        contacts = ContactPage(browser).list(f"?q={name('李四')}")
        browser.sees("139****2222")
        contacts.go(f"/contacts/{id}")
        assert contacts.shown("phones").startswith("139****2222")
        rights.reveal("phones")
        assert contacts.shown("phones") == "139 1111 2222"

        browser.scripts(False)  # a form leads to a page that shows it
        contacts.go(f"/contacts/{id}")
        browser.click(browser.testid("reveal-phones"))
        browser.sees("139 1111 2222")
        browser.scripts(True)

        browser.enter("administrator")
        contacts.go(f"/contacts/{id}/history")
        browser.click(browser.one(".reveals summary"))
        assert len(browser.all(".reveals li")) == 2
        browser.sees("查看了“电话”的明文")
    finally:
        browser.scripts(True)
        browser.enter("administrator")
        rights.open("销售").put("contact.phones", "").save()
