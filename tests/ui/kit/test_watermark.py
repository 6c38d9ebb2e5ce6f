"""Who looks at a page stands across it, and across what opens above it."""

from collections.abc import Iterator

import pytest

from tests.ui.tool.browser import Browser


@pytest.fixture
def marked(browser: Browser) -> Iterator[None]:
    """Name and time stand across the pages of salespeople."""
    company = browser.site.company
    assert company
    roles = browser.site.app.container.platform.role()
    with company.acting("lilei"):
        roles.change(company.roles["salesperson"], {"screen_mark": "yes"})
        yield
        roles.change(company.roles["salesperson"], {"screen_mark": "no"})


@pytest.mark.own
@pytest.mark.width(1440)
def test_the_mark_stands_above_a_dialog(browser: Browser, marked: None) -> None:
    """打开对话框时水印仍显示在最上层"""
    browser.enter("salesperson")
    browser.open("/accounts")
    assert not browser.has(".watermark:popover-open") and browser.one(".watermark").is_displayed()
    browser.press("?")
    browser.one("#help:modal")
    assert browser.one(".watermark:popover-open").is_displayed() and browser.console() == []
