"""A group of people that is kept elsewhere, and what it stands for here: a role, a department."""

from dataclasses import dataclass
from datetime import datetime

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Section
from crm.language import N_


@draft
class IdentityGroupDraft(Draft):
    """What may be typed in about a group."""

    name: str = declare(
        "text", N_("Name"), "", required=True, max=200, sorts_by="sort_key",
        help=N_("As the source writes it; of a directory the first part of its name, such as sales of cn=sales,ou=groups."),
    )  # fmt: skip
    external_id: str | None = declare("text", N_("Number elsewhere"), max=200, help=N_("What the provisioning client calls it."))
    role_id: int | None = declare(
        "reference", N_("Role that it stands for"), target="role", shown="role_name",
        help=N_("Whoever is in the group holds the role, and loses it when he leaves the group."),
    )  # fmt: skip
    home_id: int | None = declare(
        "department", N_("Department that it stands for"), shown="home_name", help=N_("Of people who come in new.")
    )


@draft
class IdentityGroup(IdentityGroupDraft, Record):
    """A group as the database has it."""

    role_name: str | None = None
    home_name: str | None = None


@dataclass(frozen=True)
class Meaning:
    """What a group stands for."""

    id: int
    name: str
    role_id: int | None
    home_id: int | None


@dataclass(frozen=True)
class GroupLine:
    """A group as a provisioning client sees it; `said` counts the changes of its members."""

    id: int
    version: int
    name: str
    external_id: str | None
    created_at: datetime
    updated_at: datetime
    said: int


@dataclass(frozen=True)
class Member:
    """Somebody in a group."""

    group_id: int
    user_id: int
    name: str


@dataclass(frozen=True)
class Standing:
    """A membership: the role that it gave, and the one that it gives now."""

    group_id: int
    user_id: int
    granted_id: int | None
    role_id: int | None


MODULE = Module(
    name="identity_group",
    area="platform",
    label=N_("Group elsewhere"),
    plural=N_("Groups elsewhere"),
    icon="users-group",
    path="/identity-groups",
    draft=IdentityGroupDraft,
    row=IdentityGroup,
    columns=("name", "role_id", "home_id", "external_id", "updated_at"),
    sections=(Section(N_("Basics"), ("name", "role_id", "home_id", "external_id")),),
    subtitle=lambda row: row.role_name or "",
    sorts=("name", "updated_at", "created_at"),
    sort="name",
    quick=("role_id",),
    searched=("name",),
    verbs=("view", "create", "edit", "remove"),
    importable=False,
    configuration=("name",),
    description=N_("The groups that sign-in sources and provisioning know, each with the role that it stands for here."),
    rank=61,
)
