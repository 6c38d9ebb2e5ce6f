"""Pages of receipts."""

from typing import Any

from crm import current
from crm.domain.sales.receipt import MODULE
from crm.language import say
from crm.web.kit.page import container
from crm.web.kit.view import Link
from crm.web.sales.contract_part import ContractPartPage, amount_and


class ReceiptPage(ContractPartPage):
    """The pages of receipts."""

    status_field = "state"

    def begun(self, contract: Any) -> dict[str, Any]:
        """One that a flow decides upon begins in approval."""
        asked = {"state": "approval"} if container().approval.flow().is_about(MODULE.name) else {}
        return super().begun(contract) | {"received_on": current.today().isoformat(), "payer": contract.account_name} | asked

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        links = super().record_links(row, editable)
        if row.state != "received" or not current.actor().may("refund.create"):
            return links
        way = f"/refunds/new?contract_id={row.contract_id}&receipt_id={row.id}"
        return (Link(say("Refund"), way, "arrow-back-up", testid="sales_refund.new"), *links)


page = ReceiptPage(MODULE)
amount_and(MODULE.name, "state", "plan_id")
