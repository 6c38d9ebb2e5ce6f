"""What the pages of all parts of a contract have in common: a new one begins with what its contract says."""

from typing import Any

from flask import request

from crm.web.kit.page import container
from crm.web.kit.record import RecordPage


class ContractPartPage(RecordPage):
    """The pages of instalments, receipts, refunds and invoice requests."""

    def given(self) -> dict[str, Any]:
        found = super().given()
        id = request.args.get("contract_id", 0, type=int)
        contracts = container().trade.contract()
        contract = next(iter(contracts.find([id])), None) if id else None
        return self.begun(contract) | found if contract else found

    def begun(self, contract: Any) -> dict[str, Any]:
        """What a new part of the contract begins with."""
        return {"contract_id": contract.id, "currency": contract.currency}
