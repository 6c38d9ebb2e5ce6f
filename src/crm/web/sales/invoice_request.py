"""Pages of invoice requests."""

from typing import Any

from crm.domain.sales.invoice_request import MODULE
from crm.web.kit.page import container
from crm.web.sales.contract_part import ContractPartPage


class InvoiceRequestPage(ContractPartPage):
    """The pages of invoice requests."""

    status_field = "state"

    def begun(self, contract: Any) -> dict[str, Any]:
        """Title and tax number of the customer, and all that is not invoiced yet."""
        found = container().customer.account().find([contract.account_id]) if contract.account_id else []
        left = contract.amount - contract.invoiced if contract.amount is not None else None
        billed = {"title": found[0].name, "tax_number": found[0].tax_id, "kind": "special" if found[0].tax_id else "ordinary"} if found else {}
        return super().begun(contract) | billed | ({"amount": f"{left.normalize():f}"} if left and left > 0 else {})


page = InvoiceRequestPage(MODULE)
