"""Flows of approval: which there are, and which one a record falls under."""

from typing import Any

from crm import current
from crm.dao.kit.match import met
from crm.dao.platform.approval import ApprovalDao
from crm.dao.platform.approval_flow import ApprovalFlowDao
from crm.dao.platform.approval_step import ApprovalStepDao
from crm.dao.platform.field import FieldDao
from crm.domain.kit.event import RecordsWritten
from crm.domain.platform.approval import Rule, Step, planned
from crm.domain.platform.approval_flow import MODULE, ApprovalFlow, ApprovalFlowDraft, Known
from crm.domain.platform.approval_step import MODULE as STEPS
from crm.service.kit.event import listens
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading
from crm.service.platform.approval_people import People

KEPT = "approval flows"  # what the snapshot of added fields keeps them under


class ApprovalFlowService(RecordService[ApprovalFlow, ApprovalFlowDraft]):
    records: ApprovalFlowDao

    def __init__(self, kit: Kit, records: ApprovalFlowDao, steps: ApprovalStepDao, dao: ApprovalDao, fields: FieldDao, of: Any):
        super().__init__(kit, records)
        self.steps = steps
        self.people = People(dao)
        self.fields = fields
        self.of = of

    @reading
    def known(self) -> dict[str, list[Known]]:
        """Module -> its flows, those that are gone among them. Every write asks: read once, and again when one was written."""
        snapshot = current.context().fields
        return snapshot.made(KEPT, self._read) if snapshot else self._read()

    def _read(self) -> dict[str, list[Known]]:
        found: dict[str, list[Known]] = {}
        for one in self.records.every():
            found.setdefault(one.subject, []).append(one)
        return found

    @listens(RecordsWritten)
    def moved(self, event: RecordsWritten) -> None:
        """The stamp of the added fields tells every process that its snapshot, and the flows in it, are old."""
        if event.module == self.module.name:
            self.fields.move_stamp()
            if snapshot := current.context().fields:
                snapshot.kept.pop(KEPT, None)

    @reading
    def fitting(self, module: str, ids: list[int]) -> dict[int, Known]:
        """The first flow in force that each of the records meets; those that meet none are left out."""
        live = [(one, one.filter) for one in self.known().get(module, ()) if one.live]
        readable = [(one, condition) for one, condition in live if condition is not None]
        if not readable or not ids:
            return {}
        with current.acting(actor=current.everyone()):
            found = met(self.of(module).records, [condition for _, condition in readable], ids)
        firsts = {id: next((one for (one, _), fits in zip(readable, fit, strict=True) if fits), None) for id, fit in found.items()}
        return {id: one for id, one in firsts.items() if one}

    @reading
    def plan(self, flow_id: int, own: bool, submitter: int, owner: int | None) -> list[Step]:
        """The steps of a flow with whoever would decide now. A flow without steps is decided by whoever administers approvals."""
        rules = [step.rule for step in self.steps.of_flow(flow_id)]
        return planned(rules or [Rule(MODULE.label, 1, "nobody")], self.people, submitter, owner, own)

    @reading
    def rules(self, flow_id: int) -> list[Any]:
        """The steps of a flow that the actor may see, with their names."""
        self.require("view")
        return self.steps.of_flow(flow_id) if current.actor().may(STEPS.permission("view")) else []
