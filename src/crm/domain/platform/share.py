"""A share: one record opened to a person, a department, a team or a role, to see it or to change it, for a while or for good."""

from datetime import date
from typing import Any

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section, modules
from crm.language import N_, Words

HOLDERS = {"person_id": "user", "unit_id": "department", "team_id": "team", "role_id": "role"}
RIGHTS = (
    Option("view", N_("May see it"), "info", ("查看", "只读")),
    Option("edit", N_("May see and change it"), "warn", ("编辑",)),
)


@draft
class ShareDraft(Draft):
    """What may be said of a share. What it is about is not typed in: one shares from the record's page."""

    name: str = declare("text", N_("Record"), "", required=True, max=200, sorts_by="sort_key")
    subject_module: str = declare("text", N_("Kind of record"), "", required=True, max=60)
    subject_id: int = declare("integer", N_("About record"), 0, required=True, max=10**15, adds=False)
    person_id: int | None = declare("user", N_("Colleague"), target="user", shown="person_name")
    unit_id: int | None = declare("department", N_("Department and all below"), shown="unit_name")
    team_id: int | None = declare("reference", N_("Team"), target="team", shown="team_name")
    role_id: int | None = declare("reference", N_("Everybody with the role"), target="role", shown="role_name")
    allows: str = declare("choice", N_("Right"), "view", required=True, options=RIGHTS)
    parts: bool = declare(
        "yesno", N_("With what belongs to it"), False,
        help=N_("Opens the contacts and activities of a customer as well, as far as roles and the right above allow."),
    )  # fmt: skip
    until: date | None = declare("date", N_("Until, inclusive"), help=N_("Empty: until it is taken back."))
    remark: str | None = declare("text", N_("Remark"), max=200)

    def check(self) -> dict[str, Words]:
        given = [name for name in HOLDERS if getattr(self, name)]
        if len(given) == 1:
            return {}
        return {(given or list(HOLDERS))[-1 if given else 0]: Words("Choose one: a colleague, a department, a team or a role.")}

    @property
    def holder(self) -> tuple[str, int]:
        """(user, department, team or role, its id)."""
        return next((kind, getattr(self, name)) for name, kind in HOLDERS.items() if getattr(self, name))


@draft
class Share(ShareDraft, Record):
    """A share as the database has it; its owner is who shared."""

    person_name: str | None = None
    unit_name: str | None = None
    team_name: str | None = None
    role_name: str | None = None

    @property
    def holder_name(self) -> str:
        return self.person_name or self.unit_name or self.team_name or self.role_name or f"#{self.holder[1]}"


def can_be_shared(module: Any) -> bool:
    """Whether records of the module are somebody's, so that sharing one says something."""
    return "owner_id" in module.columns and "edit" in module.verbs and module.area != "platform"


def has_parts(module: Module) -> bool:
    """Whether anything is opened together with a record of the module."""
    return any(one.team and one.team.by_share and one.team.of == module.name for one in modules().values())


MODULE = Module(
    name="share",
    area="platform",
    label=N_("Share"),
    plural=N_("Shares"),
    icon="share",
    path="/shares",
    menu="customer",
    rank=90,
    setup=True,
    draft=ShareDraft,
    row=Share,
    columns=("name", "person_id", "unit_id", "team_id", "role_id", "allows", "parts", "until", "owner_id", "created_at"),
    sections=(Section(N_("Basics"), ("name", "person_id", "unit_id", "team_id", "role_id", "allows", "parts", "until", "remark")),),
    subtitle=lambda row: row.holder_name,
    sorts=("created_at", "until", "name", "updated_at"),
    sort="-created_at",
    quick=("person_id", "team_id", "allows", "until", "owner_id"),
    verbs=("view", "remove", "export"),
    importable=False,
    description=N_("Single records that were opened to somebody; one shares from the page of the record, at the lock."),
)
