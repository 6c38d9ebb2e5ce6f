"""Invoice requests: no more than the contract comes to, issued by whoever may approve."""

import pytest

from crm.errors import Invalid
from tests.unit.service.sales.contracts import contract, part


def test_no_more_is_invoiced_than_the_contract_comes_to_and_what_is_void_counts_no_longer(company):
    service = company.container.trade.invoice_request()
    with company.acting("lilei"):
        made = contract(company)
        first = part(company, "invoice_request", made.id, amount="700")
        with pytest.raises(Invalid) as refused:
            part(company, "invoice_request", made.id, amount="300.01")
        assert set(refused.value.fields) == {"amount"}
        with pytest.raises(Invalid) as refused:
            service.change(first.id, {"state": "issued"})
        assert set(refused.value.fields) == {"invoice_number", "issued_on"}
        service.change(first.id, {"state": "issued", "invoice_number": "24112000000012345678", "issued_on": "2026-02-10"})
        service.change(first.id, {"state": "void", "void_reason": "开票信息有误"})
        part(company, "invoice_request", made.id, amount="1000")
        with pytest.raises(Invalid):
            service.change(first.id, {"state": "requested"})


def test_a_special_invoice_needs_a_tax_number_that_is_one(company):
    with company.acting("wang"):
        made = contract(company)
        for number in ("", "91110108MA01234567"):
            with pytest.raises(Invalid) as refused:
                part(company, "invoice_request", made.id, amount="10", kind="special", tax_number=number)
            assert set(refused.value.fields) == {"tax_number"}


def test_who_may_not_approve_asks_and_does_not_issue(company):
    with company.acting("lilei"):
        role = company.container.platform.role()
        found = role.get(company.roles["salesperson"])
        role.change(found.id, {"grants": {name: scope for name, scope in found.grants.items() if name != "invoice_request.approve"}})
    with company.acting("wang"):
        asked = part(company, "invoice_request", contract(company).id, amount="10")
        with pytest.raises(Invalid) as refused:
            company.container.trade.invoice_request().change(
                asked.id, {"state": "issued", "invoice_number": "1", "issued_on": "2026-02-10"}
            )
        assert set(refused.value.fields) == {"state"}
