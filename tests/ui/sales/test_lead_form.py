"""Forms on the web in the browser."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from tests.ui.pages.sales.lead_form import LeadFormPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


@pytest.mark.own
@pytest.mark.width(390)
def test_a_visitor_on_a_phone_without_script_fills_in_a_form_and_becomes_a_lead(browser: Browser, name: Name, phone: str) -> None:
    """访客在手机上不启用脚本填写表单，成为线索"""
    assert browser.site.company
    lilei = browser.site.visitor("administrator")
    number = lilei.create(
        "/lead-forms", name=name("官网留言"), active="yes", receiver_id=browser.site.company.users["han"], asked=["company", "phone"],
        consent_zh="我同意与我联系。", consent_en="You may call me.",
    )  # fmt: skip
    browser.enter("administrator")
    page = LeadFormPage(browser)
    page.go(f"/lead-forms/{number}").embed()
    assert browser.overflow() <= 0
    address = urlsplit(page.links[0])
    browser.scripts(on=False)

    page.visit(f"{address.path}?{address.query}").send(name=name("刘洋"), phone=phone)
    assert browser.overflow() <= 0
    assert browser.has("#consent-error") and browser.one('[name="phone"]').get_attribute("value") == phone
    browser.click(browser.one("#consent"))
    page.send()
    assert "/thanks" in browser.path

    browser.scripts(on=True)
    browser.enter("administrator")
    assert name("刘洋") in page.came_in(number).sent
