"""Approvals of the demo company: large contracts go to the department's manager and then to finance; some are under way."""

from collections.abc import Sequence
from typing import Any

from crm import current
from crm.domain.kit.filter import Condition, Group, Query, Sort, as_json
from crm.domain.kit.plain import dumps
from crm.domain.platform.role_ready import READY
from crm.language import say

LARGE = 500_000
ASKING = ("wanglei", "zhaomin", "liuyang")  # the first two wait for chenhao, whom one can sign in as
WHY = "客户要求本月完成签约，请尽快审批。"


class DemoApproval:
    """Adds the flow, and asks for the approval of the largest contract that somebody has as a draft."""

    def __init__(self, sales: Any):
        self.of = sales.records()

    def found(self, plan: Sequence[Any], actors: dict[str, Any], administrator: str) -> None:
        with current.acting(actor=actors[administrator], language="zh", source="form"):
            self._flow()
        for account in ASKING:
            with current.acting(actor=actors[account], language="zh", source="form"):
                self._ask()

    def _ask(self) -> None:
        own, waiting = Condition("owner_id", "any", ("me",)), Condition("state", "any", ("draft", "approval"))
        drafts = Group((own, waiting, Condition("amount", "filled")))
        for row in self.of("contract").page(Query(drafts, Sort((("amount_base", True),)), size=1))[:1]:
            if row.state != "draft":
                self.of("contract").change(row.id, {"state": "draft"})
            amount = max(row.amount, LARGE + 20_000)
            self.of("contract").change(row.id, {"signed_on": row.starts_on or current.today(), "amount": amount})
            with current.acting(reason=WHY):
                self.of("contract").change(row.id, {"state": "approval"})

    def _flow(self) -> None:
        """Written last: what was agreed before did not go by it."""
        roles = {role.name: role.id for role in self.of("role").page(Query())}
        condition = dumps(as_json(Group((Condition("amount_base", "at_least", LARGE),))))
        flow = self._create("approval_flow", name="大额合同审批", subject="contract", position=1, condition=condition)
        self._create("approval_step", flow_id=flow.id, name="部门主管审批", position=1, kind="chain", levels=1, hours=8, late="remind")
        finance = roles[say(READY["finance"][0])]
        self._create("approval_step", flow_id=flow.id, name="财务审批", position=2, kind="role", role_id=finance, hours=16, late="pass")

    def _create(self, noun: str, /, **raw: Any) -> Any:
        service = self.of(noun)
        return service.create(service.module.draft.parse(raw))
