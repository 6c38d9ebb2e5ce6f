"""Quotes out of another system come as they stood there; customers that are merged take theirs along."""

import pytest

from crm.domain.kit.filter import Query
from crm.domain.kit.money import Money
from tests.unit.service.sales.quotes import quote

QUOTES = """报价名称,报价单号,客户名称,状态,报价日期,有效期至,报价金额,币种
云帆二期报价,OLD-7,云帆科技,已接受,2025-03-01,2025-04-01,"120,000",CNY
安泰试点报价,OLD-8,安泰医药,草稿,2025-05-01,,30000,
"""


@pytest.fixture
def file(tmp_path):
    found = tmp_path / "quotes.csv"
    found.write_text(QUOTES, encoding="utf-8")
    return found


def test_who_may_not_approve_brings_in_drafts_alone(company, file):
    with company.acting("lilei"):
        role = company.container.platform.role()
        found = role.get(company.roles["salesperson"])
        role.change(found.id, {"grants": {name: scope for name, scope in found.grants.items() if name != "quote.approve"}})
    with company.acting("wang"):
        run = company.container.customer.transfer().import_file("quote", file, {"create_companies": True})
        assert (run.created, run.failed) == (1, 1)


def test_quotes_come_in_by_a_file_as_they_stood(company, file):
    with company.acting("lilei"):
        run = company.container.customer.transfer().import_file("quote", file, {"create_companies": True})
        assert (run.created, run.failed) == (2, 0)
        rows = {row.number: row for row in company.container.trade.quote().page(Query())}
        old, draft = rows["OLD-7"], rows["OLD-8"]
        assert (old.state, old.amount_base, old.account_name, old.family_id) == ("accepted", Money(120000), "云帆科技", old.id)
        assert (draft.state, draft.currency, str(draft.valid_until)) == ("draft", "CNY", "2025-05-31")


def test_merged_customers_take_their_quotes_along_though_they_were_sent(company):
    accounts = company.container.customer.account()
    with company.acting("lilei"):
        made = quote(company, "sent")
        kept = accounts.create(accounts.module.draft.parse({"name": "云帆科技有限公司"}))
        company.container.customer.duplicate_merge().merge(accounts.module, kept.id, made.account_id, {})
        assert company.container.trade.quote().get(made.id).account_id == kept.id
