"""A request for approval: about which record, by which flow, how far it has come, and what was decided."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.domain.platform.approval import Step
from crm.language import N_

STATES = (
    Option("open", N_("Being decided"), "warn", ("审批中",)),
    Option("approved", N_("Approved"), "ok", ("已通过",)),
    Option("refused", N_("Rejected"), "bad", ("已拒绝",)),
    Option("returned", N_("Returned"), "warn", ("已退回",)),
    Option("withdrawn", N_("Withdrawn"), "", ("已撤回",)),
)


@draft
class ApprovalRequestDraft(Draft):
    """What is kept of a request; nobody types it in."""

    name: str = declare("text", N_("Name"), "", required=True, max=200, sorts_by="sort_key")
    module: str = declare("text", N_("Kind of record"), "", required=True, max=60)
    record_id: int = declare("integer", N_("About record"), 0, required=True, max=10**15, adds=False)
    flow_id: int | None = declare("reference", N_("Approval flow"), target="approval_flow", shown="flow_name")
    state: str = declare("choice", N_("State"), "open", required=True, options=STATES)
    rank: int = declare("integer", N_("Step reached"), 0, adds=False)
    decisions: int = declare("integer", N_("Decisions made"), 0)
    decided_by: int | None = declare("user", N_("Decided by"), target="user", shown="decider_name")
    answer: str | None = declare("long", N_("Reason of the decision"), max=1000)
    comment: str | None = declare("long", N_("What was said when it was asked for"), max=1000)
    summary: str | None = declare("text", N_("In short"), max=300)


@draft
class ApprovalRequest(ApprovalRequestDraft, Record):
    """A request as the database has it; its owner is who asked. `plan` are the steps as they were when it began."""

    flow_name: str | None = None
    decider_name: str | None = None
    plan: list[dict[str, Any]] = field(default_factory=list)

    @property
    def steps(self) -> list[Step]:
        """Without the people, who have seats."""
        return [Step(**one) for one in self.plan]

    @property
    def is_open(self) -> bool:
        return self.state == "open"


@dataclass(frozen=True)
class Waiting:
    """A request that waits for somebody, with the record's name and who asked."""

    id: int
    name: str
    summary: str | None
    module: str
    record_id: int
    asked_by: str | None
    at: datetime
    due_at: datetime | None
    state: str
    seat: str | None  # what the reader himself decided
    flow_name: str | None
    instead_of: str | None  # who is away, where one decides for him


MODULE = Module(
    name="approval_request",
    area="platform",
    label=N_("Approval request"),
    plural=N_("Approval requests"),
    icon="checkbox",
    path="/approval-requests",
    draft=ApprovalRequestDraft,
    row=ApprovalRequest,
    columns=("name", "flow_id", "state", "decided_by", "answer", "owner_id", "created_at"),
    sections=(Section(N_("Basics"), ("name", "summary", "flow_id", "state", "decided_by", "answer", "comment")),),
    subtitle=lambda row: row.flow_name or "",
    sorts=("updated_at", "created_at", "name"),
    quick=("state", "owner_id", "flow_id", "updated_at"),
    searched=("name",),
    lonely=False,
    verbs=("view", "export"),
    importable=False,
    description=N_("What was asked to be approved, and what was decided."),
)
