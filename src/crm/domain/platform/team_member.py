"""A member of a team across departments."""

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Section
from crm.language import N_


@draft
class TeamMemberDraft(Draft):
    """What may be typed in about a member."""

    team_id: int = declare("reference", N_("Team"), required=True, target="team", shown="team_name", aliases=("团队",))
    person_id: int = declare("user", N_("Colleague"), required=True, shown="person_name", aliases=("员工", "成员"))


@draft
class TeamMember(TeamMemberDraft, Record):
    """A member as the database has it."""

    team_name: str | None = None
    person_name: str | None = None


MODULE = Module(
    name="team_member",
    area="platform",
    label=N_("Member of a team"),
    plural=N_("Members of teams"),
    icon="users",
    path="/team-members",
    draft=TeamMemberDraft,
    row=TeamMember,
    columns=("team_id", "person_id", "updated_at"),
    sections=(Section(N_("Basics"), ("team_id", "person_id")),),
    title=lambda row: row.person_name or f"#{row.person_id}",
    title_field="person_id",
    subtitle=lambda row: row.team_name or "",
    quick=("team_id", "person_id"),
    lonely=False,
    verbs=("view", "create", "edit", "remove", "import", "export"),
    description=N_("Who is in a team, and so sees what is shared with it."),
)
