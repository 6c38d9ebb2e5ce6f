"""An item of the playbook: what a good seller does in a stage."""

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Section
from crm.language import N_


@draft
class PlaybookDraft(Draft):
    """What may be typed in about an item of a stage's checklist."""

    stage_id: int = declare("reference", N_("Stage"), required=True, target="stage", shown="stage_name", aliases=("stage", "阶段"))
    name: str = declare("text", N_("To do"), "", required=True, max=200, sorts_by="sort_key", aliases=("item", "检查项"))
    position: int = declare("integer", N_("Position"), 0, max=999, adds=False, aliases=("顺序",))
    needed: bool = declare("yesno", N_("Must be done"), False, aliases=("必须完成",), help=N_("A deal goes on only when this is ticked."))
    hint: str | None = declare("long", N_("How to do it well"), max=2000, aliases=("说明",))


@draft
class Playbook(PlaybookDraft, Record):
    """An item as the database has it."""

    stage_name: str | None = None


MODULE = Module(
    name="playbook",
    area="sales",
    label=N_("Checklist item"),
    plural=N_("Sales playbook"),
    icon="list-check",
    setup=True,
    path="/playbook",
    draft=PlaybookDraft,
    row=Playbook,
    configuration=("stage_id", "name"),
    columns=("name", "stage_id", "position", "needed", "updated_at"),
    sections=(Section(N_("Basics"), ("stage_id", "name", "position", "needed", "hint")),),
    subtitle=lambda row: row.stage_name or "",
    sorts=("position", "name", "updated_at", "created_at"),
    sort="position",
    quick=("stage_id", "needed"),
    searched=("name",),
    mass=("needed",),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    description=N_("What is done in each stage, as a checklist that stands on every deal."),
    example=("确认预算与决策人", "需求确认"),
)
