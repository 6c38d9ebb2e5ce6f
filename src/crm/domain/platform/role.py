"""A role: what its holders may do, and how far."""

from typing import Any

from crm.domain.kit.access import VERBS, Scope
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Section
from crm.domain.platform.factor import DEMANDS
from crm.language import N_

SCOPES = {
    Scope.NONE: N_("Nothing"),
    Scope.OWN: N_("Own"),
    Scope.DEPARTMENT: N_("Department"),
    Scope.BELOW: N_("Department and below"),
    Scope.ALL: N_("All"),
}
VERB_LABELS = {
    "view": N_("View"), "create": N_("Create"), "edit": N_("Edit"), "remove": N_("Delete"),
    "import": N_("Import"), "export": N_("Export"), "assign": N_("Assign"), "approve": N_("Approve"),
    "mass": N_("Mass update"), "reveal": N_("Reveal"),
}  # fmt: skip
# What is granted beside the record modules: name -> (label, verbs). They know no owners: all or nothing.
EXTRA = {
    "journal": (N_("Journal"), ("view", "export", "approve")),
    "alert": (N_("Alerts"), ("view", "edit")),
    "job": (N_("Jobs"), ("view", "edit")),
    "setting": (N_("Settings"), ("view", "edit")),
    "configuration": (N_("Configuration"), ("view", "edit")),
    "operation": (N_("Operation"), ("view",)),
    "backup": (N_("Backups"), ("view", "create", "export")),
    "privacy": (N_("Privacy"), ("view", "edit", "export", "remove")),
    "token": (N_("API tokens"), ("create",)),
    "scim": (N_("Provisioning (SCIM)"), ("edit",)),
    "duplicate": (N_("Duplicates"), ("view", "edit")),
    "view": (N_("Views for everybody"), ("edit",)),
}


@draft
class RoleDraft(Draft):
    """What may be typed in about a role. `grants` maps a permission to the number of its scope."""

    name: str = declare("text", N_("Name"), "", required=True, max=60, sorts_by="sort_key", aliases=("角色",))
    remark: str | None = declare("long", N_("Remark"), max=1000)
    administrator: bool = declare(
        "yesno", N_("Administrator"), False, help=N_("May do everything; the permissions below do not count then.")
    )  # fmt: skip
    factor: str = declare(
        "choice", N_("Second factor at sign-in"), "none", required=True, options=DEMANDS,
        help=N_("Who has none yet is led to set it up at the next sign-in, before anything else."),
    )  # fmt: skip
    screen_mark: bool = declare(
        "yesno", N_("Name and time on the screen"), False,
        help=N_("Pale across every page, so that a photo of the screen says who took it."),
    )  # fmt: skip
    grants: dict[str, int] = declare("grants", N_("Permissions"))


@draft
class Role(RoleDraft, Record):
    """A role as the database has it."""


def known_permissions(modules: dict[str, Any]) -> dict[str, bool]:
    """Every permission that can be granted -> whether it has scopes between nothing and all."""
    found = {module.permission(verb): _scoped(module) for module in modules.values() for verb in VERBS if verb in module.verbs}
    return found | {f"{name}.{verb}": False for name, (_, verbs) in EXTRA.items() for verb in verbs}


def _scoped(module: Any) -> bool:
    return "owner_id" in module.columns or module.name == "user"


MODULE = Module(
    name="role",
    area="platform",
    label=N_("Role"),
    plural=N_("Roles"),
    icon="shield",
    path="/roles",
    draft=RoleDraft,
    row=Role,
    configuration=("name",),
    columns=("name", "administrator", "remark", "updated_at"),
    sections=(Section(N_("Basics"), ("name", "remark", "administrator", "factor", "screen_mark")), Section(N_("Permissions"), ("grants",))),
    sorts=("name", "updated_at", "created_at"),
    sort="name",
    searched=("name",),
    verbs=("view", "create", "edit", "remove", "export"),
    importable=False,
    description=N_("What people may do, module by module, and on whose records."),
)
