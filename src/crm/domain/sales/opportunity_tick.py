"""A tick: an item of the playbook that was done for a deal."""

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Section, Team
from crm.language import N_


@draft
class OpportunityTickDraft(Draft):
    """Which item was done for which deal."""

    opportunity_id: int = declare("reference", N_("Opportunity"), required=True, target="opportunity", shown="opportunity_name")
    playbook_id: int = declare("reference", N_("Checklist item"), required=True, target="playbook", shown="playbook_name")


@draft
class OpportunityTick(OpportunityTickDraft, Record):
    """A tick as the database has it."""

    opportunity_name: str | None = None
    playbook_name: str | None = None


MODULE = Module(
    name="opportunity_tick",
    area="sales",
    label=N_("Ticked item"),
    plural=N_("Ticked items"),
    icon="checkbox",
    path="/opportunity-ticks",
    draft=OpportunityTickDraft,
    row=OpportunityTick,
    columns=("playbook_id", "opportunity_id", "owner_id", "created_at"),
    sections=(Section(N_("Basics"), ("opportunity_id", "playbook_id")),),
    title=lambda row: row.playbook_name or f"#{row.playbook_id}",
    title_field="playbook_id",
    quick=("opportunity_id", "playbook_id"),
    lonely=False,
    team=Team("opportunity", "opportunity_id"),
    verbs=("view", "create", "remove"),
    importable=False,
    description=N_("What was ticked on the checklists of deals."),
)
