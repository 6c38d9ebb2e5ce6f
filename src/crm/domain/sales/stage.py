"""A stage of a pipeline: how likely a win is there, how long it takes, and what must be known before a deal goes on."""

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.filter import parse_condition
from crm.domain.kit.filter_tree import Group
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Relation, Section
from crm.domain.sales.opportunity import FORECASTS, STATES
from crm.domain.sales.opportunity import MODULE as OPPORTUNITY
from crm.errors import Invalid
from crm.language import N_, Words

NEEDED = ("account_id", "contact_id", "amount", "chance", "close_on", "source", "next_step", "next_follow_at", "reason_id", "reason_text")


@draft
class StageDraft(Draft):
    """What may be typed in about a stage."""

    pipeline_id: int = declare(
        "reference", N_("Pipeline"), required=True, target="pipeline", shown="pipeline_name", few=True, aliases=("pipeline", "销售流程")
    )
    name: str = declare("text", N_("Name"), "", required=True, max=60, sorts_by="sort_key", aliases=("stage", "阶段"))
    position: int = declare("integer", N_("Position"), 0, max=999, adds=False, aliases=("顺序",))
    kind: str = declare("choice", N_("Kind"), "open", required=True, options=STATES, aliases=("类型",))
    chance: int = declare("integer", N_("Win chance (%)"), 0, max=100, adds=False, aliases=("probability", "赢率"))
    forecast: str | None = declare(
        "choice", N_("Forecast category"), options=FORECASTS, aliases=("预测类别",), help=N_("What deals are counted as that come here.")
    )
    norm_days: int | None = declare(
        "integer", N_("Usual days"), max=3650, adds=False, aliases=("停留天数",),
        help=N_("A deal that stays longer is marked as stale."),
    )  # fmt: skip
    needed: list[str] = declare(
        "choices", N_("Needed to come here"), aliases=("必填字段",),
        options=tuple(Option(name, OPPORTUNITY.draft.own[name].label) for name in NEEDED),
        help=N_("Whoever moves a deal into this stage is asked for those of them that are empty."),
    )  # fmt: skip
    condition: str | None = declare(
        "long", N_("Condition for going on"), max=5000, filters="opportunity", aliases=("退出条件",),
        help=N_("A deal goes on to a later stage, or is won, only when it meets this filter."),
    )  # fmt: skip

    def check(self) -> dict[str, Words]:
        try:
            condition_of(self.condition)
        except Invalid as no:
            return {"condition": next(iter(no.fields.values()))}  # type: ignore[dict-item]
        return {}


def condition_of(text: str | None) -> Group:
    """The condition for going on; raises Invalid for one that is not written as a filter is."""
    return parse_condition(OPPORTUNITY, text)


@draft
class Stage(StageDraft, Record):
    """A stage as the database has it."""

    pipeline_name: str | None = None


MODULE = Module(
    name="stage",
    area="sales",
    label=N_("Stage"),
    plural=N_("Stages"),
    icon="layout-kanban",
    path="/stages",
    draft=StageDraft,
    row=Stage,
    configuration=("pipeline_id", "name"),
    columns=("name", "pipeline_id", "position", "kind", "chance", "forecast", "norm_days"),
    sections=(
        Section(N_("Basics"), ("pipeline_id", "name", "position", "kind", "chance", "forecast", "norm_days")),
        Section(N_("Gate"), ("needed", "condition")),
    ),
    subtitle=lambda row: row.pipeline_name or "",
    sorts=("position", "name", "updated_at", "created_at"),
    sort="position",
    quick=("pipeline_id", "kind"),
    relations=(
        Relation("opportunities", N_("Deals"), "opportunity", "stage_id"),
        Relation("playbook", N_("Checklist"), "playbook", "stage_id"),
    ),
    searched=("name",),
    lonely=False,
    mass=("norm_days",),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    description=N_("The steps of a pipeline, from the first talk to won or lost."),
    example=("商务谈判", "标准销售流程"),
)
