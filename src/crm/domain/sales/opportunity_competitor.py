"""A competitor in a deal."""

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section, Team
from crm.language import N_

THREATS = (
    Option("high", N_("Strong"), "bad", ("强",)),
    Option("middle", N_("Medium"), "warn", ("中",)),
    Option("low", N_("Weak"), "", ("弱",)),
)


@draft
class OpportunityCompetitorDraft(Draft):
    """What may be typed in about a competitor in a deal."""

    opportunity_id: int = declare(
        "reference", N_("Opportunity"), required=True, target="opportunity", shown="opportunity_name", aliases=("商机",)
    )
    competitor_id: int = declare(
        "reference", N_("Competitor"), required=True, target="competitor", shown="competitor_name", aliases=("竞争对手",)
    )
    threat: str | None = declare("choice", N_("Threat"), options=THREATS, aliases=("威胁",))
    winner: bool = declare("yesno", N_("Won the deal"), False, aliases=("中标",), help=N_("When the deal was lost: to this one."))
    remark: str | None = declare("long", N_("Remark"), max=1000, aliases=("note", "备注"))


@draft
class OpportunityCompetitor(OpportunityCompetitorDraft, Record):
    """A competitor in a deal as the database has it."""

    opportunity_name: str | None = None
    competitor_name: str | None = None


MODULE = Module(
    name="opportunity_competitor",
    area="sales",
    label=N_("Competitor in a deal"),
    plural=N_("Competitors in deals"),
    icon="swords",
    path="/opportunity-competitors",
    draft=OpportunityCompetitorDraft,
    row=OpportunityCompetitor,
    columns=("competitor_id", "opportunity_id", "threat", "winner", "owner_id", "updated_at"),
    sections=(Section(N_("Basics"), ("opportunity_id", "competitor_id", "threat", "winner", "remark")),),
    title=lambda row: row.competitor_name or f"#{row.competitor_id}",
    title_field="competitor_id",
    quick=("opportunity_id", "competitor_id", "threat", "winner"),
    lonely=False,
    team=Team("opportunity", "opportunity_id"),
    mass=("threat",),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    description=N_("Who else wants the deal, and how strong they are there."),
)
