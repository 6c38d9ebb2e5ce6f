"""The pages of papers take few statements, whoever opens them and while an approval runs."""

import re

import pytest

from tests.unit.service.platform.approvals import flow
from tests.unit.service.sales.contracts import contract
from tests.unit.service.sales.orders import order
from tests.unit.service.sales.quotes import quote

MOST = 12


@pytest.fixture
def papers(app):
    """Each paper while it waits for an approval, and an order that is being delivered."""
    company, trade = app.company, app.company.container.trade
    with company.acting("wang"):
        ordered, deliveries = order(company), trade.delivery()
        deliveries.create(deliveries.module.draft.parse({"order_id": ordered.id, "state": "shipped"}))
    for noun in ("quote", "contract", "sales_order"):
        flow(company, {"name": "主管审批", "kind": "chain", "levels": 1}, name=noun, subject=noun, condition=None)
    with company.acting("wang"):
        made, signed, early = quote(company), contract(company, "draft"), order(company, "draft")
        trade.quote_version().new_option(made.id)
        for noun, one in (("quote", made), ("contract", signed), ("sales_order", early)):
            company.container.approval.approval().ask(noun, one.id)
    ids = {"quotes": made.id, "contracts": signed.id, "orders": early.id}
    return {name: f"/{name}/{id}" for name, id in ids.items()} | {"delivered": f"/orders/{ordered.id}"}


@pytest.mark.parametrize("account", ["wang", "han", "lilei", "sun"])
@pytest.mark.parametrize("paper", ["quotes", "contracts", "orders", "delivered"])
def test_the_page_of_a_paper_takes_few_statements_for_everybody(papers, sign_in, account, paper):
    client = sign_in(account)
    client.get(papers[paper])
    answer = client.get(papers[paper])
    assert answer.status_code == 200
    assert int(re.search(r"desc=(\d+)", answer.headers["Server-Timing"])[1]) <= MOST
