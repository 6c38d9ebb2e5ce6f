"""A department: a branch of the organisation, with a manager."""

from dataclasses import dataclass

from crm.domain.kit.custom import Custom
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Relation, Section
from crm.language import N_


@draft
class DepartmentDraft(Draft):
    """What may be typed in about a department."""

    name: str = declare(
        "text", N_("Name"), "", required=True, max=80, sorts_by="sort_key", aliases=("department", "部门", "部门名称", "regional_office")
    )
    parent_id: int | None = declare(
        "department", N_("Belongs to"), target="department", shown="parent_name", aliases=("parent", "parent department", "上级部门")
    )
    manager_id: int | None = declare(
        "user", N_("Manager"), target="user", shown="manager_name", aliases=("负责人", "部门负责人", "部门经理", "主管")
    )
    remark: str | None = declare("long", N_("Remark"), max=1000)


@draft
class Department(DepartmentDraft, Custom, Record):
    """A department as the database has it."""

    parent_name: str | None = None
    manager_name: str | None = None


@dataclass(frozen=True)
class DepartmentChoice:
    """A department in the order of the tree; `depth` is 0 at the top."""

    id: int
    name: str
    depth: int

    @property
    def label(self) -> str:
        return "\u2003" * self.depth + self.name


@dataclass(frozen=True)
class TreeLine:
    """A line of the tree: a department with its manager and its people; `all` counts those of the ones below too."""

    id: int
    name: str
    depth: int
    manager_id: int | None
    manager_name: str | None
    people: int
    all: int


MODULE = Module(
    name="department",
    area="platform",
    label=N_("Department"),
    plural=N_("Departments"),
    icon="sitemap",
    path="/departments",
    draft=DepartmentDraft,
    row=Department,
    columns=("name", "parent_id", "manager_id", "updated_at"),
    sections=(Section(N_("Basics"), ("name", "parent_id", "manager_id", "remark")),),
    subtitle=lambda row: row.parent_name or "",
    sorts=("name", "updated_at", "created_at"),
    sort="name",
    quick=("parent_id",),
    relations=(
        Relation("people", N_("People"), "user", "department_id"),
        Relation("below", N_("Departments below"), "department", "parent_id"),
    ),
    searched=("name",),
    keys=("name",),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    description=N_("The branches of your organisation, as a tree with managers."),
)
