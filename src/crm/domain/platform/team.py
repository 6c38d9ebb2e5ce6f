"""A team: people of any departments who work on the same records."""

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Relation, Section
from crm.language import N_


@draft
class TeamDraft(Draft):
    """What may be typed in about a team."""

    name: str = declare("text", N_("Name"), "", required=True, max=80, sorts_by="sort_key", aliases=("team", "团队", "团队名称"))
    remark: str | None = declare("long", N_("Remark"), max=1000)


@draft
class Team(TeamDraft, Record):
    """A team as the database has it; its owner leads it."""


MODULE = Module(
    name="team",
    area="platform",
    label=N_("Team"),
    plural=N_("Teams"),
    icon="users",
    path="/teams",
    draft=TeamDraft,
    row=Team,
    configuration=("name",),
    columns=("name", "remark", "owner_id", "updated_at"),
    sections=(Section(N_("Basics"), ("name", "remark")),),
    sorts=("name", "updated_at", "created_at"),
    sort="name",
    quick=("owner_id",),
    relations=(Relation("members", N_("Members of the team"), "team_member", "team_id"),),
    searched=("name",),
    verbs=("view", "create", "edit", "remove", "import", "export", "assign"),
    description=N_("People of any departments: what is shared with the team, all of them see."),
    example=("华为项目组", "跨部门支持"),
)
