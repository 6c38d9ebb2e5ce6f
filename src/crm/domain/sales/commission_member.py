"""For whom a commission plan is: a person, a role, or a department with everybody below it."""

from typing import Any

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Section
from crm.language import N_, Words

HOLDERS = ("person_id", "role_id", "unit_id")


@draft
class CommissionMemberDraft(Draft):
    """What may be typed in: one person, one role or one department."""

    plan_id: int = declare(
        "reference", N_("Commission plan"), required=True, target="commission_plan", shown="plan_name", aliases=("提成方案",)
    )
    person_id: int | None = declare("user", N_("Colleague"), shown="person_name", aliases=("员工",))
    role_id: int | None = declare("reference", N_("Everybody with the role"), target="role", shown="role_name", aliases=("角色",))
    unit_id: int | None = declare("department", N_("Department and all below"), shown="unit_name", aliases=("部门",))

    def check(self) -> dict[str, Words]:
        given = [name for name in HOLDERS if getattr(self, name)]
        if len(given) == 1:
            return {}
        return {(given or list(HOLDERS))[-1 if given else 0]: Words("Choose one: a colleague, a role or a department.")}


@draft
class CommissionMember(CommissionMemberDraft, Record):
    """A member as the database has it."""

    plan_name: str | None = None
    person_name: str | None = None
    role_name: str | None = None
    unit_name: str | None = None


def _title(row: Any) -> str:
    return row.person_name or row.role_name or row.unit_name or f"#{row.id}"


MODULE = Module(
    name="commission_member",
    area="sales",
    label=N_("Participant of a plan"),
    plural=N_("Participants of plans"),
    icon="users",
    path="/commission-members",
    draft=CommissionMemberDraft,
    row=CommissionMember,
    configuration=("plan_id", "person_id", "role_id", "unit_id"),
    columns=("plan_id", "person_id", "role_id", "unit_id"),
    sections=(Section(N_("Basics"), ("plan_id", "person_id", "role_id", "unit_id")),),
    title=_title,
    title_field="plan_id",
    subtitle=lambda row: row.plan_name or "",
    quick=("plan_id",),
    lonely=False,
    verbs=("view", "create", "edit", "remove"),
    importable=False,
    mass=(),
    description=N_("For whom a plan is; a plan without participants is for everybody."),
)
