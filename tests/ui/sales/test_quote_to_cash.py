"""A won deal of a real company, followed to the last cent: every page on the way shows the same amount."""

import csv
import json
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from crm.domain.kit.filter import Query
from tests.ui.pages.base import PageObject
from tests.ui.pages.platform.approval import ApprovalPage
from tests.ui.pages.record import RecordPages
from tests.ui.pages.sales.commission import CommissionRunPage, free_month
from tests.ui.pages.sales.contract import ContractPage
from tests.ui.pages.sales.line import LinePage
from tests.ui.pages.sales.opportunity import OpportunityPage
from tests.ui.pages.sales.quote import QuotePage
from tests.ui.pages.sales.quote_link import QuoteLinkPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]
MAVEN = Path(__file__).parents[4] / "shared/data/crm_samples/maven_crm/sales_pipeline.csv"
AMOUNT = "1,054.00"


class OrderPage(RecordPages):
    """Orders in the browser."""

    path = "/orders"
    endpoint = "sales_sales_order"
    noun = {"en": "orders", "zh": "订单"}


@pytest.fixture
def deal(browser: Browser, name: Name, tmp_path: Path) -> int:
    """The first deal of the source that was won, imported by its salesperson: 1,054 for one GTX Plus Basic."""
    company = browser.site.company
    assert company
    browser.site.visitor("administrator").create("/products", name=name("GTX Plus Basic"), price="1096", unit="件", active="yes")
    with MAVEN.open() as file:
        row = next(row for row in csv.DictReader(file) if row["deal_stage"] == "Won")
    assert row["close_value"] == "1054"
    wanted = {"name": name(row["opportunity_id"]), "account": name(row["account"]), "product": name(row["product"])}
    path = tmp_path / "deal.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([[*wanted, "amount", "stage", "close_date"], [*wanted.values(), row["close_value"], "赢单", row["close_date"]]])
    with company.acting("wang"):
        with company.container.db().transaction():
            company.container.sales.pipeline().first()  # whoever comes first finds the standard pipeline
        won = next(step for step in company.container.sales.stage().steps().values() if step.kind == "won")
        same = {"赢单": won.name}
        run = company.container.customer.transfer().import_file("opportunity", path, {"create_companies": True, "same": same})
        assert (run.created, run.failed) == (1, 0), list(islice(company.container.customer.transfer().problems(run, ("failed",), 5), 5))
        return company.container.sales.opportunity().page(Query(words=wanted["name"]))[0].id


@pytest.mark.own
@pytest.mark.skipif(not MAVEN.exists(), reason="the sample is not on this machine")
def test_a_won_deal_shows_one_amount_from_its_quote_to_the_commission(browser: Browser, deal: int, name: Name) -> None:
    """赢单商机：报价、审批、客户签署、订单、合同、回款计划、两次回款、开票申请、提成单，各页金额一致"""
    admin = browser.site.visitor("administrator")
    assert browser.site.company
    month = free_month(browser.site.company)
    condition = json.dumps({"all": [{"field": "name", "operator": "contains", "value": name()}]})
    flow = admin.create("/approval-flows", name=name("报价审批"), subject="quote", active="yes", condition=condition)
    approver = browser.site.company.users["han"]
    admin.create("/approval-steps", flow_id=flow, name="主管", position="1", kind="person", user_id=approver, need="any", late="remind")

    def shows(where: str = "main") -> None:
        browser.said(where, AMOUNT)

    # The salesperson: what was won becomes a quote.
    browser.enter("salesperson")
    page = OpportunityPage(browser).go(f"/opportunities/{deal}")
    shows()
    LinePage(browser).of(deal).add().choose(1, name("GTX Plus Basic")).set(1, "unit_price", "1054").save()
    shows()
    quote = QuotePage(browser).choose_way("sales_quote_version.of_deal")
    number = quote.id
    shows(".tiles")
    ContractPage(browser).move_to("approval")

    # His manager approves it, the customer signs it.
    browser.enter("manager")
    ApprovalPage(browser).on_today(name()).key("y")
    browser.enter("salesperson")
    quote.go(f"/quotes/{number}").next_way("sales_quote_answer.send").next_way("sales_quote_link.index")
    link = QuoteLinkPage(browser)
    address = link.make("林女士")
    link.visit(address)
    shows()
    link.draw().accept("张建国")

    # Order and contract.
    browser.enter("manager")
    quote.go(f"/quotes/{number}")
    shows(".tiles")
    quote.next_way("sales_quote_answer.order")
    order = OrderPage(browser)
    shows(".tiles")
    QuotePage(browser).next_way("sales_order_step.confirm").next_way("sales_order_step.contract")
    contract = ContractPage(browser)
    number = contract.id
    assert order.go(f"/contracts/{number}")
    shows()
    contract.edit().fill(signed_on="2025-01-05", starts_on="2025-01-10").save()
    contract.move_to("active").plan("50, 50", "2025-03-01")
    assert len(contract.plans) == 2 and all("527.00" in one for one in contract.plans)

    # What comes in, and what is invoiced.
    for day in (f"{month}-03", f"{month}-20"):
        contract.go(f"/contracts/{number}").record_receipt().fill(amount="527", received_on=day).save()
    contract.go(f"/contracts/{number}")
    contract.received(AMOUNT)
    browser.open(f"/invoice-requests/new?contract_id={number}")
    contract.fill(title=name("Cancity"), tax_number="91110000802100433B").save()
    shows()

    # What it brings whoever sold it.
    browser.enter("administrator")
    months = {"from_month": month, "to_month": month}
    admin.create("/commission-plans", name=name("回款提成"), **months, basis="receipts", way="flat", tiers="0: 10%", active="yes")
    run = CommissionRunPage(browser).new().fill(month=month).save().work_out()
    browser.said(".tiles", "105.40")
    for state in ("reviewed", "approved"):
        run.move_on(state)
    browser.enter("salesperson")
    PageObject(browser).go(f"/my-commission?month={month}")
    browser.said('[data-testid="total"]', "105.40")
    shows()
    page.go(f"/opportunities/{deal}")
    shows()
