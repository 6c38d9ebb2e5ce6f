"""A rule that grades, stages or tags customers: whoever meets its condition is given its value."""

import json

from crm.domain.customer.account import GRADES, STAGES
from crm.domain.customer.account import MODULE as ACCOUNT
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.filter import parse_tree
from crm.domain.kit.filter_tree import Group
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.errors import Invalid
from crm.language import N_, Words

TARGETS = (
    Option("grade", N_("Grade"), "ok", ("级别",)),
    Option("stage", N_("Life-cycle stage"), "info", ("阶段",)),
    Option("tag", N_("Tag"), "", ("标签",)),
)
VALUES = {"grade": GRADES, "stage": STAGES}


@draft
class GradeRuleDraft(Draft):
    """What may be typed in about a rule."""

    name: str = declare("text", N_("Name"), "", required=True, max=80, sorts_by="sort_key", aliases=("rule", "规则"))
    target: str = declare("choice", N_("Sets the"), "grade", required=True, options=TARGETS, aliases=("目标",))
    value: str = declare(
        "text", N_("Value given"), "", required=True, max=40, aliases=("值",), help=N_("A to D for a grade, a stage, or the word of a tag.")
    )
    position: int = declare(
        "integer",
        N_("Position"),
        0,
        max=999,
        adds=False,
        aliases=("顺序",),
        help=N_("Of several rules for grades or stages the first one that fits decides."),
    )
    active: bool = declare("yesno", N_("In force"), True, aliases=("启用",))
    daily: bool = declare(
        "yesno",
        N_("Runs every night"),
        False,
        aliases=("每日执行", "自动执行"),
        help=N_("By itself, with the rights of whoever changed the rule last. Without it the rule runs when somebody runs it."),
    )
    condition: str = declare(
        "long",
        N_("Condition"),
        "",
        required=True,
        max=5000,
        aliases=("条件",),
        help=N_("Which customers the rule is for, as a filter of their list."),
    )

    def check(self) -> dict[str, Words]:
        wrong: dict[str, Words] = {}
        if self.target in VALUES and self.result is None:
            wrong["value"] = Words("“{value}” is not one of the choices.", value=self.value)
        try:
            if not self.filter:
                wrong["condition"] = Words("Without a condition the rule would meet every customer.")
        except Invalid as no:
            wrong["condition"] = next(iter(no.fields.values()))  # type: ignore[assignment]
        return wrong

    @property
    def result(self) -> str | None:
        """The value as records have it; None for one that no record could have."""
        if self.target not in VALUES:
            return self.value
        return ACCOUNT.draft.fields[self.target].choices.get(self.value.casefold())

    @property
    def filter(self) -> Group:
        """The condition; raises Invalid for one that is not written as a filter is."""
        try:
            raw = json.loads(self.condition)
        except (ValueError, RecursionError):
            raise Invalid(filter=Words("The filter is not valid JSON.")) from None
        return parse_tree(ACCOUNT, raw)


@draft
class GradeRule(GradeRuleDraft, Record):
    """A rule as the database has it."""


MODULE = Module(
    name="grade_rule",
    area="customer",
    label=N_("Grade rule"),
    plural=N_("Grade rules"),
    icon="bolt",
    setup=True,
    path="/grade-rules",
    draft=GradeRuleDraft,
    row=GradeRule,
    configuration=("name",),
    columns=("name", "condition", "target", "value", "position", "active", "daily"),
    sections=(
        Section(N_("Condition"), ("condition",)),
        Section(N_("Basics"), ("name", "target", "value", "position", "active", "daily")),
    ),
    sorts=("position", "name", "updated_at", "created_at"),
    sort="position",
    quick=("target", "active", "daily"),
    searched=("name",),
    mass=("active", "daily"),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    description=N_("“Grade A when …”: conditions on customers, and the grade, stage or tag that they lead to."),
    example=("重点客户", "", "grade", "A"),
)
