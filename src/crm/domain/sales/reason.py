"""A reason why deals are won or lost."""

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Relation, Section
from crm.domain.sales.opportunity import STATES
from crm.language import N_


@draft
class ReasonDraft(Draft):
    """What may be typed in about a reason."""

    name: str = declare("text", N_("Name"), "", required=True, max=60, sorts_by="sort_key", aliases=("reason", "原因"))
    kind: str = declare("choice", N_("Kind"), "lost", required=True, options=STATES[1:], aliases=("类型",))
    position: int = declare("integer", N_("Position"), 0, max=999, adds=False, aliases=("顺序",))
    detailed: bool = declare(
        "yesno", N_("Asks for details"), False, aliases=("需要说明",), help=N_("Whoever gives this reason also says what decided it.")
    )


@draft
class Reason(ReasonDraft, Record):
    """A reason as the database has it."""


MODULE = Module(
    name="reason",
    area="sales",
    label=N_("Win or loss reason"),
    plural=N_("Win and loss reasons"),
    icon="info-circle",
    setup=True,
    path="/reasons",
    draft=ReasonDraft,
    row=Reason,
    configuration=("kind", "name"),
    columns=("name", "kind", "position", "detailed", "updated_at"),
    sections=(Section(N_("Basics"), ("name", "kind", "position", "detailed")),),
    sorts=("position", "name", "updated_at", "created_at"),
    sort="position",
    quick=("kind",),
    relations=(Relation("opportunities", N_("Deals"), "opportunity", "reason_id"),),
    searched=("name",),
    mass=("detailed",),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    description=N_("Why deals are won and why they are lost: asked when a deal is closed."),
    example=("价格过高", "lost"),
)
