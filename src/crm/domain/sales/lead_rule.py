"""A rule that hands leads out: whom it is for, and the person, department or pool that receives them."""

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.filter_tree import Group
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.domain.sales.lead_condition import parsed, wrong_with
from crm.language import N_, Words

TARGETS = (
    Option("person", N_("A person"), "", ("个人", "人员")),
    Option("team", N_("A department in turn"), "info", ("部门",)),
    Option("pool", N_("A public pool"), "", ("公海",)),
)
WAYS = (
    Option("form", N_("Entered by hand"), "", ("手工录入",)),
    Option("import", N_("From a file"), "", ("导入",)),
    Option("api", N_("Through the API"), "", ("接口",)),
    Option("web", N_("Through the form on the website"), "", ("官网表单",)),
)
NEEDED = {"person": "person_id", "team": "team_id", "pool": "into_pool_id"}


@draft
class LeadRuleDraft(Draft):
    """What may be typed in about a rule."""

    name: str = declare("text", N_("Name"), "", required=True, max=80, sorts_by="sort_key", aliases=("rule", "规则"))
    position: int = declare(
        "integer", N_("Position"), 0, max=999, adds=False, aliases=("顺序",), help=N_("The first rule that fits hands the lead out.")
    )
    active: bool = declare("yesno", N_("In force"), True, aliases=("启用",))
    ways: list[str] = declare(
        "choices", N_("How the lead comes"), options=WAYS, aliases=("进入方式",), help=N_("None chosen: however it comes.")
    )
    target: str = declare("choice", N_("Goes to"), "team", required=True, options=TARGETS, aliases=("分配给",))
    person_id: int | None = declare("user", N_("Person who receives it"), shown="person_name", aliases=("接收人",))
    team_id: int | None = declare(
        "department", N_("Department that takes turns"), shown="team_name", aliases=("接收部门",),
        help=N_("With the departments below it: whoever has the fewest open leads for his weight comes next."),
    )  # fmt: skip
    into_pool_id: int | None = declare(
        "reference", N_("Pool that receives it"), target="pool", shown="into_pool_name", aliases=("接收公海",)
    )
    at_work: bool = declare(
        "yesno", N_("Only to people at work"), False, aliases=("仅在岗",),
        help=N_("On working days, within the hours of each person; else the next rule decides."),
    )  # fmt: skip
    condition: str | None = declare(
        "long", N_("Condition"), max=5000, filters="lead", aliases=("条件",), help=N_("Which leads the rule is for. None: all of them.")
    )

    def check(self) -> dict[str, Words]:
        wrong = wrong_with(self.condition, needed=False)
        if not getattr(self, NEEDED[self.target]):
            wrong[NEEDED[self.target]] = Words("Please fill this in.")
        return wrong

    @property
    def filter(self) -> Group:
        return parsed(self.condition)

    def takes(self, way: str | None) -> bool:
        """Whether it is for leads that come this way; None: for those that are handed out later, by a person's wish."""
        return way is None or not self.ways or way in self.ways


@draft
class LeadRule(LeadRuleDraft, Record):
    """A rule as the database has it."""

    person_name: str | None = None
    team_name: str | None = None
    into_pool_name: str | None = None


MODULE = Module(
    name="lead_rule",
    area="sales",
    label=N_("Assignment rule"),
    plural=N_("Assignment rules"),
    icon="arrows-sort",
    setup=True,
    path="/lead-rules",
    draft=LeadRuleDraft,
    row=LeadRule,
    configuration=("name",),
    columns=("name", "condition", "target", "person_id", "team_id", "into_pool_id", "position", "active"),
    sections=(
        Section(N_("Condition"), ("condition",)),
        Section(N_("Basics"), ("name", "target", "person_id", "team_id", "into_pool_id", "at_work", "ways", "position", "active")),
    ),
    sorts=("position", "name", "updated_at", "created_at"),
    sort="position",
    quick=("target", "active"),
    searched=("name",),
    mass=("active",),
    verbs=("view", "create", "edit", "remove"),
    importable=False,
    description=N_("Who receives new leads: by place, product, source; in turn, by weight and load, within working hours."),
    example=("华东线索", "", "team"),
)
