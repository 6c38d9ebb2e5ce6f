"""Pages of invoice requests."""

from typing import Any

from crm.domain.sales.invoice_request import MODULE
from crm.web.kit.page import container
from crm.web.sales.contract_part import ContractPartPage, amount_and


class InvoiceRequestPage(ContractPartPage):
    """The pages of invoice requests."""

    status_field = "state"

    def begun(self, contract: Any) -> dict[str, Any]:
        """Title and tax number of the customer, and all that is not invoiced yet."""
        found = container().customer.account().find([contract.account_id]) if contract.account_id else []
        begun = super().begun(contract)
        for one in found:
            begun |= {"title": one.name, "tax_number": one.tax_id, "kind": "special" if one.tax_id else "ordinary"}
        if contract.amount is not None and (left := contract.amount - contract.invoiced) > 0:
            begun["amount"] = f"{left.normalize():f}"
        return begun


page = InvoiceRequestPage(MODULE)
amount_and(MODULE.name, "state", "issued_on")
