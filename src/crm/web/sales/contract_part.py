"""What the pages of all parts of a contract have in common: a new one begins with what its contract says."""

from typing import Any

from flask import request

from crm import language
from crm.domain.kit.module import modules
from crm.web.kit.cell import shown
from crm.web.kit.page import container
from crm.web.kit.record import RecordPage
from crm.web.kit.related import SECOND


def amount_and(module: str, *names: str) -> None:
    """On cards these records show their amount and the fields of these names: what they belong to stands there already."""

    def second(row: Any) -> str:
        fields = modules()[module].fields
        parts = [language.money(row.amount, row.currency), *(str(shown(fields[name], row).striptags()) for name in names)]
        return " · ".join(part for part in parts if part)

    SECOND[module] = second


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
