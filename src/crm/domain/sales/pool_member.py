"""A member of a public pool: a person, a role, or a department with everybody below it."""

from typing import Any

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Section
from crm.language import N_, Words

HOLDERS = {"person_id": "user", "role_id": "role", "unit_id": "department"}


@draft
class PoolMemberDraft(Draft):
    """What may be typed in about a member: one person, one role or one department."""

    pool_id: int = declare("reference", N_("Public pool"), required=True, target="pool", shown="pool_name", aliases=("公海",))
    person_id: int | None = declare("user", N_("Colleague"), shown="person_name", aliases=("员工", "成员"))
    role_id: int | None = declare("reference", N_("Everybody with the role"), target="role", shown="role_name", aliases=("角色",))
    unit_id: int | None = declare("department", N_("Department and all below"), shown="unit_name", aliases=("部门",))
    manages: bool = declare(
        "yesno", N_("Manages the pool"), False, aliases=("管理员",),
        help=N_("May hand out what lies in the pool, and protect records from falling into it."),
    )  # fmt: skip

    def check(self) -> dict[str, Words]:
        given = [name for name in HOLDERS if getattr(self, name)]
        if len(given) == 1:
            return {}
        return {(given or list(HOLDERS))[-1 if given else 0]: Words("Choose one: a colleague, a role or a department.")}

    @property
    def holder(self) -> tuple[str, int]:
        """(user, role or department, its id)."""
        return next((kind, getattr(self, name)) for name, kind in HOLDERS.items() if getattr(self, name))


@draft
class PoolMember(PoolMemberDraft, Record):
    """A member as the database has it."""

    pool_name: str | None = None
    person_name: str | None = None
    role_name: str | None = None
    unit_name: str | None = None

    @property
    def name(self) -> str:
        return self.person_name or self.role_name or self.unit_name or f"#{self.holder[1]}"


def _title(row: Any) -> str:
    return str(row.name)


MODULE = Module(
    name="pool_member",
    area="sales",
    label=N_("Pool member"),
    plural=N_("Pool members"),
    icon="users",
    path="/pool-members",
    draft=PoolMemberDraft,
    row=PoolMember,
    configuration=("pool_id", "person_id", "role_id", "unit_id"),
    columns=("pool_id", "person_id", "role_id", "unit_id", "manages"),
    sections=(Section(N_("Basics"), ("pool_id", "person_id", "role_id", "unit_id", "manages")),),
    title=_title,
    title_field="pool_id",
    subtitle=lambda row: row.pool_name or "",
    quick=("pool_id", "manages"),
    lonely=False,
    verbs=("view", "create", "edit", "remove"),
    importable=False,
    mass=("manages",),
    description=N_("Who sees what lies in a pool and may claim it."),
)
