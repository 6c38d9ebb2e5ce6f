"""Flows of approval: which there are, and which one a record falls under."""

from typing import Any

from crm import current
from crm.dao.kit.match import met
from crm.dao.platform.approval import ApprovalDao
from crm.dao.platform.approval_flow import ApprovalFlowDao
from crm.dao.platform.approval_step import ApprovalStepDao
from crm.dao.platform.field import FieldDao
from crm.domain.platform.approval import Rule, Step, planned
from crm.domain.platform.approval_flow import MODULE, ApprovalFlow, ApprovalFlowDraft, Known
from crm.domain.platform.approval_step import ApprovalStep
from crm.service.kit.record import Kit
from crm.service.kit.transaction import reading
from crm.service.platform.approval_people import People
from crm.service.platform.subject_rule import SubjectRuleService


class ApprovalFlowService(SubjectRuleService[ApprovalFlow, ApprovalFlowDraft]):
    records: ApprovalFlowDao

    def __init__(self, kit: Kit, records: ApprovalFlowDao, steps: ApprovalStepDao, dao: ApprovalDao, fields: FieldDao, of: Any):
        super().__init__(kit, records, fields)
        self.steps = steps
        self.people = People(dao)
        self.of = of

    @reading
    def is_about(self, module: str) -> bool:
        """Whether a flow in force may decide on records of the module."""
        return any(one.live for one in self.known().get(module, ()))

    @reading
    def fitting(self, module: str, ids: list[int]) -> dict[int, Known]:
        """The first flow in force that each of the records meets; those that meet none are left out."""
        live = [one for one in self.known().get(module, ()) if one.live]
        if not live or not ids:
            return {}
        with current.acting(actor=current.everyone()):
            found = met(self.of(module).records, [one.filter for one in live], ids)
        return {id: next(one for one, fit in zip(live, fits, strict=True) if fit) for id, fits in found.items() if any(fits)}

    @reading
    def rules(self, flow_id: int) -> list[ApprovalStep]:
        """The steps of a flow in their order, with the names of who decides."""
        return self.steps.of_flow(flow_id)

    @reading
    def plan(self, rules: list[ApprovalStep], own: bool, submitter: int, owner: int | None) -> list[Step]:
        """The steps with whoever would decide now. Where there are none, whoever administers approvals decides."""
        found = [step.rule for step in rules] or [Rule(MODULE.label, 1, "nobody")]
        return planned(found, self.people, submitter, owner, own)
