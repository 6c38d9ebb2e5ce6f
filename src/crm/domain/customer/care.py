"""The care plan (客户关怀): how often customers of a grade are to be touched, and which of them wait too long."""

from dataclasses import dataclass
from datetime import date, timedelta

from crm.domain.customer.account import GRADES
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.filter_tree import Condition, Group, Part, Related
from crm.domain.kit.module import Module, Section
from crm.language import N_, Words


@draft
class CareDraft(Draft):
    """What may be typed in about a line of the plan."""

    name: str = declare("text", N_("Name"), "", required=True, max=60, sorts_by="sort_key", aliases=("plan", "计划"))
    grade: str = declare("choice", N_("Grade"), "A", required=True, options=GRADES, aliases=("级别", "客户级别"))
    ideal_days: int = declare("integer", N_("Ideal gap (days)"), 0, required=True, max=1000, adds=False, aliases=("理想间隔",))
    longest_days: int = declare("integer", N_("Longest gap (days)"), 0, required=True, max=1000, adds=False, aliases=("最长间隔",))
    remark: str | None = declare("long", N_("Remark"), max=1000)

    def check(self) -> dict[str, Words]:
        if self.ideal_days < 1:
            return {"ideal_days": Words("At least one day, please.")}
        if self.longest_days < self.ideal_days:
            return {"longest_days": Words("The longest gap is not shorter than the ideal one.")}
        return {}


@draft
class Care(CareDraft, Record):
    """A line of the plan as the database has it."""


@dataclass(frozen=True)
class Gap:
    """What the plan says of one grade."""

    grade: str
    ideal_days: int
    longest_days: int

    def tone(self, days: int) -> str:
        """ok, warn when the ideal gap has passed, bad when the longest has."""
        return "bad" if days > self.longest_days else "warn" if days > self.ideal_days else "ok"


def waiting_too_long(gaps: list[Gap], today: date, longest: bool, unplanned: bool) -> Group:
    """The filter of customers whose ideal (or longest) gap has passed; those never touched count from their first day.

    `unplanned`: only those without an open task, which is the next step or says until when we wait for the customer.
    """
    lines: list[Part] = []
    for gap in gaps:
        since = today - timedelta(days=gap.longest_days if longest else gap.ideal_days)
        grade = Condition("grade", "any", (gap.grade,))
        lines.append(Group((grade, Condition("touched_at", "before", since))))
        lines.append(Group((grade, Condition("touched_at", "empty"), Condition("created_at", "before", since))))
    late = Group(tuple(lines), any=True)
    if not unplanned:
        return late
    open_task = Group((Condition("kind", "any", ("task",)), Condition("done_at", "empty")))
    return Group((late, Related("activities", False, open_task)))


MODULE = Module(
    name="care",
    area="customer",
    label=N_("Care plan"),
    plural=N_("Care plans"),
    icon="heart-handshake",
    setup=True,
    path="/care",
    draft=CareDraft,
    row=Care,
    configuration=("name",),
    columns=("name", "grade", "ideal_days", "longest_days", "updated_at"),
    sections=(Section(N_("Basics"), ("name", "grade", "ideal_days", "longest_days", "remark")),),
    sorts=("grade", "name", "updated_at", "created_at"),
    sort="grade",
    quick=("grade",),
    searched=("name",),
    table_name="care_plan",
    verbs=("view", "create", "edit", "remove", "import", "export"),
    description=N_("How often customers of each grade should hear from us: the ideal gap and the longest one."),
    example=("重点客户关怀", "A", "14", "30"),
)
