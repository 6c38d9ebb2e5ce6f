"""A flow of approval (审批流程): for which records of which module it is, and in which order with others it is asked."""

from dataclasses import dataclass

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.filter import parse_condition
from crm.domain.kit.filter_tree import Group
from crm.domain.kit.module import Module, Relation, Section, modules
from crm.domain.kit.text import Refused
from crm.errors import Invalid
from crm.language import N_, Words


def subjects() -> dict[str, Module]:
    """What flows may be about: what people work with, where it can be changed or is decided upon."""
    known = {name: one for name, one in modules().items() if one.area != "platform" and one.lonely and not one.setup}
    return {name: one for name, one in known.items() if "edit" in one.verbs or one.approval}


def known_subject(name: str) -> str:
    if name not in subjects():
        raise Refused(Words("Please choose one from the list."))
    return name


@draft
class ApprovalFlowDraft(Draft):
    """What may be typed in about a flow."""

    name: str = declare("text", N_("Name"), "", required=True, max=80, sorts_by="sort_key", aliases=("flow", "流程名称"))
    subject: str = declare("text", N_("What is approved"), "", required=True, max=60, check=known_subject, aliases=("审批对象",))
    position: int = declare(
        "integer", N_("Position"), 0, max=999, adds=False, aliases=("顺序",), help=N_("The first flow that fits decides.")
    )
    active: bool = declare("yesno", N_("In force"), True, aliases=("启用",))
    allow_own: bool = declare(
        "yesno", N_("May be decided by whoever asks"), False, aliases=("允许审批自己",),
        help=N_("Otherwise whoever asks is left out of the steps, and his manager or another one decides."),
    )  # fmt: skip
    condition: str | None = declare(
        "long", N_("Condition"), max=5000, filters="subject", aliases=("条件",),
        help=N_("Which records the flow is for. None: all of them."),
    )  # fmt: skip

    def check(self) -> dict[str, Words]:
        try:
            parse_condition(modules()[self.subject], self.condition)
        except Invalid as no:
            return {"condition": next(iter(no.fields.values()))}  # type: ignore[dict-item]
        return {}


@draft
class ApprovalFlow(ApprovalFlowDraft, Record):
    """A flow as the database has it."""


@dataclass(frozen=True)
class Known:
    """What is known of a flow wherever records are written; `live`: it is in force and was not deleted."""

    id: int
    name: str
    subject: str
    condition: str | None
    allow_own: bool
    live: bool

    @property
    def filter(self) -> Group:
        """A condition that cannot be read any more, because fields that it names are gone, lets nothing pass unasked."""
        try:
            return parse_condition(modules()[self.subject], self.condition)
        except Invalid:
            return Group(())


MODULE = Module(
    name="approval_flow",
    area="platform",
    label=N_("Approval flow"),
    plural=N_("Approval flows"),
    icon="clipboard-list",
    path="/approval-flows",
    draft=ApprovalFlowDraft,
    row=ApprovalFlow,
    configuration=("subject", "name"),
    columns=("name", "subject", "condition", "position", "active", "updated_at"),
    sections=(Section(N_("Basics"), ("name", "subject", "position", "active", "allow_own")), Section(N_("Condition"), ("condition",))),
    sorts=("position", "name", "updated_at", "created_at"),
    sort="position",
    quick=("active",),
    searched=("name",),
    mass=("active",),
    relations=(Relation("steps", N_("Steps of the flow"), "approval_step", "flow_id"),),
    verbs=("view", "create", "edit", "remove"),
    importable=False,
    description=N_("Who approves what, in which order: for the records of a module that meet a condition."),
    example=("大额合同审批", "contract"),
)
