"""Contracts and receipts from files: names are found, the books hold line by line, nothing is imported past an approval."""

import pytest

from crm.domain.kit.filter import Query
from crm.domain.kit.money import Money

CONTRACTS = """合同名称,合同编号,客户名称,合同金额,合同状态,签订日期,开始日期,到期日期
旧合同甲,HT2024-7,云帆科技,1000,生效,2024-01-05,2024-01-10,2030-01-09
旧合同乙,HT2024-7,云帆科技,500,草稿,,,
旧合同丙,,云帆科技,500,生效,,2024-01-10,
"""
RECEIPTS = """合同,回款日期,回款金额,回款方式
旧合同甲,2024-02-01,600,银行转账
旧合同甲,2024-03-01,400.01,承兑汇票
旧合同甲,2024-04-01,400,支票
"""


@pytest.fixture
def files(tmp_path):
    found = {"contract": tmp_path / "contracts.csv", "receipt": tmp_path / "receipts.csv"}
    found["contract"].write_text(CONTRACTS, encoding="utf-8")
    found["receipt"].write_text(RECEIPTS, encoding="utf-8")
    return found


def test_contracts_and_receipts_come_in_as_far_as_the_books_hold(company, files):
    transfer, trade = company.container.customer.transfer(), company.container.trade
    with company.acting("lilei"):
        run = transfer.import_file("contract", files["contract"], {"create_companies": True})
        assert (run.created, run.failed) == (1, 2)
        assert {problem.line: problem.header for problem in transfer.problems(run, ("failed",), 5)} == {3: "合同编号", 4: "签订日期"}
        run = transfer.import_file("receipt", files["receipt"])
        assert (run.created, run.failed) == (2, 1)
        found = trade.contract().page(Query())[0]
        assert (found.number, found.account_name, found.received, found.open_amount) == ("HT2024-7", "云帆科技", Money(1000), Money(0))


def test_who_may_not_approve_brings_in_no_contract_in_effect(company, files):
    with company.acting("lilei"):
        role = company.container.platform.role()
        found = role.get(company.roles["salesperson"])
        role.change(found.id, {"grants": {name: scope for name, scope in found.grants.items() if name != "contract.approve"}})
    with company.acting("wang"):
        run = company.container.customer.transfer().import_file("contract", files["contract"], {"create_companies": True})
        assert (run.created, run.failed) == (1, 2)  # the draft alone
