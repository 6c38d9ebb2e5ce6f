"""A discount that is larger than whoever gave it may grant: it waits until somebody with a higher limit decides."""

from decimal import Decimal

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Approval, Module, Section
from crm.language import N_

STATES = (
    Option("waits", N_("Waits for approval"), "warn"),
    Option("approved", N_("Approved"), "ok"),
    Option("refused", N_("Refused"), "bad"),
    Option("withdrawn", N_("Withdrawn")),
)


@draft
class DiscountRequestDraft(Draft):
    """What is kept of a request; nobody types it in."""

    name: str = declare("text", N_("Name"), "", required=True, max=200, sorts_by="sort_key")
    module: str = declare("text", N_("Kind of record"), "", required=True, max=60)
    record_id: int = declare("integer", N_("About record"), 0, required=True, max=10**15, adds=False)
    percent: Decimal = declare("percent", N_("Largest discount"), Decimal(0), places=2, max=100, adds=False)
    state: str = declare("choice", N_("State"), "waits", required=True, options=STATES)
    answer: str | None = declare("long", N_("Reason of the decision"), max=1000)
    decided_by: int | None = declare("user", N_("Decided by"), target="user", shown="decider_name")


@draft
class DiscountRequest(DiscountRequestDraft, Record):
    """A request as the database has it. Its owner is who gave the discount."""

    decider_name: str | None = None


MODULE = Module(
    name="discount_request",
    area="sales",
    label=N_("Discount approval"),
    plural=N_("Discount approvals"),
    icon="percentage",
    path="/discount-requests",
    draft=DiscountRequestDraft,
    row=DiscountRequest,
    columns=("name", "percent", "state", "decided_by", "answer", "owner_id", "updated_at"),
    sections=(Section(N_("Basics"), ("name", "percent", "state", "decided_by", "answer")),),
    approval=Approval(draft="refused", asked="waits"),
    sorts=("updated_at", "created_at", "name"),
    quick=("state", "owner_id", "percent", "updated_at"),
    searched=("name",),
    verbs=("view", "approve", "export"),
    importable=False,
    description=N_("Discounts above the limit of whoever gave them, and what was decided."),
)
