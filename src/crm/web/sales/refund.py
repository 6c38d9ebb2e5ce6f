"""Pages of refunds."""

from typing import Any

from crm import current
from crm.domain.sales.refund import MODULE
from crm.web.sales.contract_part import ContractPartPage, amount_and


class RefundPage(ContractPartPage):
    """The pages of refunds."""

    def begun(self, contract: Any) -> dict[str, Any]:
        return super().begun(contract) | {"refunded_on": current.today().isoformat()}


page = RefundPage(MODULE)
amount_and(MODULE.name, "reason")
