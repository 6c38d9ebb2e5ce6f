"""A step of a flow: who decides, one or all of them, within how many working hours, and what happens when nobody did."""

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.domain.platform.approval import Rule
from crm.language import N_, Words

KINDS = (
    Option("person", N_("A colleague"), "", ("指定人员",)),
    Option("role", N_("The holders of a role"), "", ("角色",)),
    Option("department", N_("The manager of a department"), "", ("部门主管",)),
    Option("chain", N_("The managers above whoever asks"), "", ("逐级主管",)),
    Option("owner", N_("The manager of the record’s owner"), "", ("负责人的主管",)),
)
NEEDS = (
    Option("any", N_("One of them is enough"), "", ("或签",)),
    Option("all", N_("All of them"), "", ("会签",)),
)
LATE = (
    Option("remind", N_("They are reminded"), "", ("提醒",)),
    Option("pass", N_("Their manager decides"), "", ("转交主管",)),
    Option("approve", N_("It counts as approved"), "", ("自动通过",)),
    Option("refuse", N_("It counts as refused"), "", ("自动拒绝",)),
)
NEEDED = {"person": "user_id", "role": "role_id", "department": "team_id", "chain": "levels"}


@draft
class ApprovalStepDraft(Draft):
    """What may be typed in about a step."""

    flow_id: int = declare("reference", N_("Approval flow"), required=True, target="approval_flow", shown="flow_name")
    name: str = declare("text", N_("Name of the step"), "", required=True, max=80, sorts_by="sort_key", aliases=("步骤",))
    position: int = declare(
        "integer", N_("Position"), 1, max=99, adds=False, aliases=("顺序",),
        help=N_("Steps with the same number are asked at the same time; all of them have to approve."),
    )  # fmt: skip
    kind: str = declare("choice", N_("Who decides"), "person", required=True, options=KINDS, aliases=("审批人类型",))
    user_id: int | None = declare("user", N_("Colleague who decides"), shown="user_name", aliases=("审批人",))
    role_id: int | None = declare("reference", N_("Role that decides"), target="role", shown="role_name", aliases=("审批角色",))
    team_id: int | None = declare("department", N_("Department whose manager decides"), shown="team_name", aliases=("审批部门",))
    levels: int | None = declare("integer", N_("Levels of managers, one after the other"), 1, max=9, adds=False, aliases=("级数",))
    need: str = declare("choice", N_("How many of them"), "any", required=True, options=NEEDS, aliases=("或签会签",))
    hours: int | None = declare(
        "integer", N_("Time in working hours"), max=999, adds=False, aliases=("时限",), help=N_("Empty: as long as it takes.")
    )
    late: str = declare("choice", N_("When the time is over"), "remind", required=True, options=LATE, aliases=("超时处理",))

    def check(self) -> dict[str, Words]:
        needed = NEEDED.get(self.kind)
        return {needed: Words("Please fill this in.")} if needed and not getattr(self, needed) else {}


@draft
class ApprovalStep(ApprovalStepDraft, Record):
    """A step as the database has it."""

    flow_name: str | None = None
    user_name: str | None = None
    role_name: str | None = None
    team_name: str | None = None

    @property
    def rule(self) -> Rule:
        return Rule(
            self.name, self.position, self.kind, self.user_id, self.role_id, self.team_id, self.levels, self.need, self.hours, self.late
        )


MODULE = Module(
    name="approval_step",
    area="platform",
    label=N_("Approval step"),
    plural=N_("Approval steps"),
    icon="list-check",
    path="/approval-steps",
    draft=ApprovalStepDraft,
    row=ApprovalStep,
    configuration=("flow_id", "position", "name"),
    columns=("name", "flow_id", "position", "kind", "need", "hours", "late", "updated_at"),
    sections=(
        Section(N_("Basics"), ("flow_id", "name", "position")),
        Section(N_("Who decides"), ("kind", "user_id", "role_id", "team_id", "levels", "need")),
        Section(N_("Time"), ("hours", "late")),
    ),
    subtitle=lambda row: row.flow_name or "",
    sorts=("position", "name", "updated_at", "created_at"),
    sort="position",
    quick=("flow_id", "kind"),
    searched=("name",),
    lonely=False,
    verbs=("view", "create", "edit", "remove"),
    importable=False,
    description=N_("The steps of approval flows: who decides, and within which time."),
    example=("部门经理审批", "大额合同审批"),
)
