"""A pipeline: one way of selling, with stages of its own."""

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Relation, Section
from crm.language import N_


@draft
class PipelineDraft(Draft):
    """What may be typed in about a pipeline."""

    name: str = declare("text", N_("Name"), "", required=True, max=60, sorts_by="sort_key", aliases=("pipeline", "销售流程"))
    position: int = declare("integer", N_("Position"), 0, max=999, adds=False, aliases=("顺序",))
    active: bool = declare("yesno", N_("In use"), True, aliases=("启用",), help=N_("New deals begin only in pipelines that are in use."))
    remark: str | None = declare("long", N_("Remark"), max=1000)


@draft
class Pipeline(PipelineDraft, Record):
    """A pipeline as the database has it."""


MODULE = Module(
    name="pipeline",
    area="sales",
    label=N_("Pipeline"),
    plural=N_("Pipelines"),
    icon="filter",
    setup=True,
    path="/pipelines",
    draft=PipelineDraft,
    row=Pipeline,
    configuration=("name",),
    columns=("name", "position", "active", "updated_at"),
    sections=(Section(N_("Basics"), ("name", "position", "active", "remark")),),
    sorts=("position", "name", "updated_at", "created_at"),
    sort="position",
    quick=("active",),
    relations=(Relation("stages", N_("Stages"), "stage", "pipeline_id"),),
    searched=("name",),
    mass=("active",),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    description=N_("The ways you sell: new customers, renewals, tenders. Each has stages of its own."),
    example=("标准销售流程", "10"),
)
