"""A scheme of evaluation (评价方案): what counts how much when salespeople are evaluated, and what is expected of them."""

from decimal import Decimal
from typing import Any

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.domain.sales.evaluation_score import ASPECTS
from crm.domain.sales.target_measure import OPTIONS
from crm.language import N_, Words

SPANS = (
    Option("month", N_("Month"), "", ("月度",)), Option("quarter", N_("Quarter"), "", ("季度",)), Option("year", N_("Year"), "", ("年度",)),
)  # fmt: skip


def _weight(label: str, default: int) -> Any:
    return declare("integer", label, default, max=100, adds=False)


@draft
class EvaluationSchemeDraft(Draft):
    """What may be typed in about a scheme."""

    name: str = declare("text", N_("Scheme"), "", required=True, max=80, sorts_by="sort_key", aliases=("scheme", "方案"))
    span: str = declare("choice", N_("Evaluated each"), "quarter", required=True, options=SPANS, aliases=("span", "周期"))
    team_id: int | None = declare("department", N_("People of the department"), shown="team_name", help=N_("Empty: everybody who sells."))
    measure: str = declare("choice", N_("Attainment of"), "won", required=True, options=OPTIONS)
    active: bool = declare("yesno", N_("In use"), True, help=N_("Evaluates by itself in the night after each period."))
    w_attainment: int = _weight(N_("Weight of attainment (%)"), 40)
    w_activity: int = _weight(N_("Weight of activity (%)"), 15)
    w_win: int = _weight(N_("Weight of win rate (%)"), 15)
    w_cycle: int = _weight(N_("Weight of sales cycle (%)"), 10)
    w_overdue: int = _weight(N_("Weight of payment on time (%)"), 10)
    w_kept: int = _weight(N_("Weight of customers kept (%)"), 10)
    activities_a_day: Decimal = declare("number", N_("Activities expected a working day"), Decimal(3), places=2, max=1000, adds=False)
    win_goal: Decimal = declare("percent", N_("Win rate expected"), Decimal(30), places=2, max=100, adds=False)
    cycle_goal: int = declare("integer", N_("Sales cycle expected, in days"), 60, max=3650, adds=False)
    remark: str | None = declare("long", N_("Remark"), max=1000)

    def check(self) -> dict[str, Words]:
        found: dict[str, Words] = {}
        if (sum_ := sum(getattr(self, aspect.weight) for aspect in ASPECTS)) != 100:
            found["w_attainment"] = Words("The weights come to 100 together; these come to {sum}.", sum=sum_)
        for name in ("activities_a_day", "win_goal", "cycle_goal"):
            if getattr(self, name) <= 0:
                found[name] = Words("A number above zero, please.")
        return found


@draft
class EvaluationScheme(EvaluationSchemeDraft, Record):
    """A scheme as the database has it."""

    team_name: str | None = None


MODULE = Module(
    name="evaluation_scheme",
    area="sales",
    menu="performance",
    label=N_("Evaluation scheme"),
    plural=N_("Evaluation schemes"),
    icon="settings",
    rank=90,
    path="/evaluation-schemes",
    draft=EvaluationSchemeDraft,
    row=EvaluationScheme,
    configuration=("name",),
    columns=("name", "span", "team_id", "measure", "active", "updated_at"),
    sections=(
        Section(N_("Basics"), ("name", "span", "team_id", "measure", "active")),
        Section(N_("Weights"), tuple(aspect.weight for aspect in ASPECTS)),
        Section(N_("What is expected"), ("activities_a_day", "win_goal", "cycle_goal")),
        Section(N_("More"), ("remark",), folded=True),
    ),
    sorts=("updated_at", "created_at", "name"),
    sort="name",
    quick=("span", "active"),
    searched=("name",),
    setup=True,
    importable=False,
    verbs=("view", "create", "edit", "remove", "export"),
    description=N_("What counts how much when salespeople are evaluated."),
)
