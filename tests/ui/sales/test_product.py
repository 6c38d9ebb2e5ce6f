"""Products in the browser."""

from collections.abc import Callable

import pytest

from tests.ui.pages.sales.product import ProductPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


@pytest.mark.own
def test_a_product_is_made_found_and_split_into_variants(browser: Browser, name: Name) -> None:
    """新建产品，按属性生成规格，在列表中查到"""
    browser.enter("administrator")
    page = ProductPage(browser).create(name=name("工装"), price="80", attributes="颜色: 红, 蓝")
    assert "80" in page.shown("price")

    browser.click(browser.one(".head-tools [data-menu] summary"))
    with browser.leaving():
        browser.click(browser.testid("sales_product.make_variants"))

    assert sorted(ProductPage(browser).list(f"?q={name()}").names) == sorted([name("工装"), name("工装") + " · 红", name("工装") + " · 蓝"])


@pytest.mark.own
def test_a_code_that_is_taken_is_refused_and_stays_typed(browser: Browser, name: Name) -> None:
    """重复的编码被拒绝，已输入的内容保留"""
    browser.enter("administrator")
    ProductPage(browser).create(name=name("甲"), code=name("A"))

    page = ProductPage(browser).create(name=name("乙"), code=name("A"))

    assert page.error("code") and page.value("name") == name("乙")
