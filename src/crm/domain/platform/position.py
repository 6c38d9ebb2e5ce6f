"""A position (岗位): what somebody is employed as, with its grade; departments and people have it in common."""

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Relation, Section
from crm.language import N_


@draft
class PositionDraft(Draft):
    """What may be typed in about a position."""

    name: str = declare("text", N_("Name"), "", required=True, max=80, sorts_by="sort_key", aliases=("岗位名称", "岗位"))
    grade: str | None = declare("text", N_("Job grade"), max=20, aliases=("职级", "grade"), help=N_("As your company writes it: P5, M2."))
    team_id: int | None = declare(
        "department", N_("In the department"), shown="team_name", aliases=("部门",), help=N_("Left blank, it is one for all departments.")
    )  # fmt: skip
    remark: str | None = declare("long", N_("Remark"), max=1000)


@draft
class Position(PositionDraft, Record):
    """A position as the database has it."""

    team_name: str | None = None


MODULE = Module(
    name="position",
    area="platform",
    label=N_("Job position"),
    plural=N_("Job positions"),
    icon="id-badge-2",
    path="/positions",
    draft=PositionDraft,
    row=Position,
    columns=("name", "grade", "team_id", "updated_at"),
    sections=(Section(N_("Basics"), ("name", "grade", "team_id", "remark")),),
    subtitle=lambda row: " · ".join(part for part in (row.grade, row.team_name) if part),
    sorts=("name", "updated_at", "created_at"),
    sort="name",
    quick=("team_id",),
    relations=(Relation("people", N_("People"), "user", "position_id"),),
    searched=("name", "grade"),
    keys=("name",),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    table_name="job_position",
    description=N_("What people are employed as, with grades: chosen on the page of each, shown in the chart of the organisation."),
    example=("大客户经理", "P6"),
)
