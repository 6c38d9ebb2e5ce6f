"""Leads in the browser."""

from collections.abc import Callable

import pytest

from tests.ui.pages.sales.lead import LeadPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


def test_a_lead_is_converted_by_keyboard_and_taken_back_with_z(signed_in: Browser, name: Name) -> None:
    """用键盘转化线索，再按 z 撤销"""
    page = LeadPage(signed_in).create(name=name("刘洋"), company=name("知行科技"), interest="CRM")
    number = page.id

    page.begin_conversion().convert(opportunity_name=name("CRM 采购"))

    assert signed_in.path.startswith("/opportunities/") and page.title == name("CRM 采购")
    page.undo_by_key().go(f"/leads/{number}")
    assert signed_in.has('[data-testid="sales_lead_conversion.new"]')


def test_a_lead_is_put_aside_with_a_reason(signed_in: Browser, name: Name) -> None:
    """线索设为无效并填写原因"""
    page = LeadPage(signed_in).create(name=name("钱多"))

    page.put_aside("no_need")

    assert page.shown("reason") in ("无需求", "No need")


def test_a_form_says_that_somebody_is_a_customer_already(signed_in: Browser, account: Callable[..., int], name: Name, phone: str) -> None:
    """录入线索时提示已有客户"""
    account("知行网络科技", phone=phone)

    LeadPage(signed_in).new().fill(name=name("刘洋"), company=name("知行网络科技"), phone=phone)

    assert name("知行网络科技") in signed_in.testid("twin").text


@pytest.mark.width(390)
def test_a_lead_is_taken_down_and_converted_on_the_phone(signed_in: Browser, name: Name) -> None:
    """手机上录入并转化线索"""
    page = LeadPage(signed_in).create(name=name("刘洋"), company=name("知行科技"))

    with signed_in.leaving():
        signed_in.click(signed_in.testid("sales_lead_conversion.new"))
    assert signed_in.overflow() <= 0
    with signed_in.leaving():
        signed_in.click(signed_in.testid("convert"))

    assert signed_in.path.startswith("/opportunities/") and signed_in.overflow() <= 0
    assert page.title.startswith(name("知行科技"))
