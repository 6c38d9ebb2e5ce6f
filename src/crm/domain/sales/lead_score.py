"""A scoring rule: points for each lead that meets its condition; the score cools down while nobody is in touch."""

from dataclasses import dataclass
from datetime import datetime

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.filter_tree import Group
from crm.domain.kit.module import Module, Section
from crm.domain.sales.lead import COLD, HOT, WARM
from crm.domain.sales.lead_condition import parsed, wrong_with
from crm.language import N_, Words

MOST = 1000
DAY = 86_400


@draft
class LeadScoreDraft(Draft):
    """What may be typed in about a scoring rule."""

    name: str = declare("text", N_("Name"), "", required=True, max=80, sorts_by="sort_key", aliases=("rule", "规则"))
    points: int = declare(
        "integer", N_("Points"), 0, required=True, adds=False, aliases=("分值", "分数"),
        help=N_("Below zero for what speaks against a lead."),
    )  # fmt: skip
    position: int = declare("integer", N_("Position"), 0, max=999, adds=False, aliases=("顺序",))
    active: bool = declare("yesno", N_("In force"), True, aliases=("启用",))
    condition: str = declare(
        "long", N_("Condition"), "", required=True, max=5000, filters="lead",
        aliases=("条件",), help=N_("Which leads are given the points.")
    )

    def check(self) -> dict[str, Words]:
        wrong = wrong_with(self.condition, needed=True)
        if not 0 < abs(self.points) <= MOST:
            wrong["points"] = Words("From -{most} to {most}, and not 0.", most=MOST)
        return wrong

    @property
    def filter(self) -> Group:
        return parsed(self.condition)


@draft
class LeadScore(LeadScoreDraft, Record):
    """A scoring rule as the database has it."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From how many points a lead is hot or warm, and after how many days without a touch the score has halved (0: never)."""

    hot: int
    warm: int
    half_life: int

    def grade(self, score: int) -> str:
        return HOT if score >= self.hot else WARM if score >= self.warm else COLD

    def cooled(self, points: int, since: datetime | None, now: datetime) -> int:
        """points × ½^(days / half-life), rounded; what speaks against a lead does not cool down."""
        if points <= 0 or not self.half_life or since is None:
            return points
        return round(points * 0.5 ** (max((now - since).total_seconds(), 0) / DAY / self.half_life))


@dataclass(frozen=True, slots=True)
class Part:
    """What one rule gives; without one, what the time since the last touch has taken."""

    points: int
    rule: LeadScore | None = None
    days: int = 0


MODULE = Module(
    name="lead_score",
    area="sales",
    label=N_("Scoring rule"),
    plural=N_("Scoring rules"),
    icon="chart-bar",
    setup=True,
    path="/lead-scores",
    draft=LeadScoreDraft,
    row=LeadScore,
    configuration=("name",),
    columns=("name", "condition", "points", "position", "active"),
    sections=(
        Section(N_("Condition"), ("condition",)),
        Section(N_("Basics"), ("name", "points", "position", "active")),
    ),
    sorts=("position", "name", "updated_at", "created_at"),
    sort="position",
    quick=("active",),
    searched=("name",),
    mass=("active",),
    verbs=("view", "create", "edit", "remove"),
    importable=False,
    description=N_("What makes a lead promising: points for each condition it meets."),
    example=("有手机号", "", "10"),
)
