"""What tests of contracts begin with."""

from typing import Any

from crm.domain.sales.contract import ContractDraft
from tests.kit.company import Company


def contract(company: Company, state: str = "active", **raw: Any) -> Any:
    """A contract of whoever acts: of 1,000 yuan, and in force."""
    account = company.container.customer.account()
    customer = account.create(account.module.draft.parse({"name": "云帆科技"}))
    service = company.container.trade.contract()
    values = {"name": "云帆采购合同", "account_id": customer.id, "amount": "1000", "signed_on": "2026-01-05", "starts_on": "2026-01-10"}
    made = service.create(ContractDraft.parse({**values, **raw}))
    return service.change(made.id, {"state": state}) if state != "draft" else made


def part(company: Company, noun: str, contract_id: int, **raw: Any) -> Any:
    """A part of a contract, with what every part of its kind has."""
    usual: dict[str, dict[str, Any]] = {
        "receipt_plan": {"name": "首付款", "due_on": "2026-02-01"},
        "receipt": {"received_on": "2026-02-03"},
        "refund": {"refunded_on": "2026-02-09", "reason": "多付"},
        "invoice_request": {"title": "云帆科技", "kind": "ordinary"},
    }
    service = getattr(company.container.trade, noun)()
    return service.create(service.module.draft.parse({"contract_id": contract_id, **usual[noun], **raw}))
