"""A member of the team of a deal, with a share of it."""

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section, Team
from crm.language import N_

PARTS = (
    Option("seller", N_("Salesperson on the team"), "info", ("销售",)),
    Option("presales", N_("Presales"), "", ("售前",)),
    Option("delivery", N_("Delivery"), "", ("交付",)),
    Option("support", N_("Helper"), "", ("协助",)),
)


@draft
class OpportunityMemberDraft(Draft):
    """What may be typed in about a member."""

    opportunity_id: int = declare(
        "reference", N_("Opportunity"), required=True, target="opportunity", shown="opportunity_name", aliases=("商机",)
    )
    user_id: int = declare("user", N_("Colleague"), required=True, shown="user_name", aliases=("member", "成员"))
    part: str = declare("choice", N_("Part in the team"), "support", required=True, options=PARTS, aliases=("角色",))
    share: int = declare(
        "integer", N_("Share (%)"), 0, max=100, adds=False, aliases=("分成",), help=N_("All shares of a deal together are at most 100 %.")
    )


@draft
class OpportunityMember(OpportunityMemberDraft, Record):
    """A member as the database has it."""

    opportunity_name: str | None = None
    user_name: str | None = None


MODULE = Module(
    name="opportunity_member",
    area="sales",
    label=N_("Team member"),
    plural=N_("Team members"),
    icon="users",
    path="/opportunity-members",
    draft=OpportunityMemberDraft,
    row=OpportunityMember,
    columns=("user_id", "opportunity_id", "part", "share", "owner_id", "updated_at"),
    sections=(Section(N_("Basics"), ("opportunity_id", "user_id", "part", "share")),),
    title=lambda row: row.user_name or f"#{row.user_id}",
    title_field="user_id",
    subtitle=lambda row: f"{row.share} %" if row.share else "",
    quick=("opportunity_id", "user_id", "part"),
    lonely=False,
    team=Team("opportunity", "opportunity_id"),
    mass=("part",),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    description=N_("Who works on a deal together, and whose it is to what part."),
)
