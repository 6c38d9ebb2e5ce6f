"""An activity: something done with a customer, or to be done."""

from dataclasses import dataclass
from datetime import datetime

from crm.domain.customer.recurrence import known_rule
from crm.domain.kit.custom import Custom
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section, Team
from crm.language import N_, Words

KINDS = (
    Option("note", N_("Note"), "", ("备注", "记录"), "note"),
    Option("call", N_("Call"), "", ("电话",), "phone"),
    Option("visit", N_("Visit"), "", ("拜访",), "map-pin"),
    Option("mail", N_("Email"), "", ("邮件", "email"), "mail"),
    Option("meeting", N_("Meeting"), "", ("会议",), "users-group"),
    Option("task", N_("Task"), "", ("任务", "待办"), "checkbox"),
)
SUBJECTS = (
    Option("account", N_("Customer"), "", ("客户",)),
    Option("contact", N_("Contact"), "", ("联系人",)),
    Option("lead", N_("Lead"), "", ("线索",)),
    Option("opportunity", N_("Opportunity"), "", ("商机",)),
    Option("quote", N_("Quote"), "", ("报价",)),
    Option("sales_order", N_("Sales order"), "", ("订单",)),
    Option("contract", N_("Contract"), "", ("合同",)),
)
TOUCHES = ("call", "visit", "mail", "meeting")
PINS = 3  # entries that may stand above a story
OPEN = 20  # tasks that are counted exactly


@draft
class ActivityDraft(Draft):
    """What may be typed in about an activity."""

    kind: str = declare("choice", N_("Kind"), "note", required=True, options=KINDS, aliases=("type", "类型"))
    name: str = declare(
        "text", N_("Subject"), "", required=True, max=200, sorts_by="sort_key", aliases=("subject", "title", "主题", "标题")
    )
    body: str | None = declare("long", N_("Text"), max=20000, aliases=("content", "内容", "description"))
    subject_module: str | None = declare("choice", N_("Kind of record"), options=SUBJECTS)
    subject_id: int | None = declare("integer", N_("About record"), max=10**15, adds=False, aliases=("record id",))
    account_id: int | None = declare(
        "reference", N_("Customer"), target="account", shown="account_name", aliases=("company", "customer", "客户")
    )
    at: datetime | None = declare("datetime", N_("When"), aliases=("date", "时间", "日期"))
    ends_at: datetime | None = declare("datetime", N_("Ends"), aliases=("end", "结束时间"))
    due_at: datetime | None = declare("datetime", N_("Due"), aliases=("deadline", "截止时间"))
    remind_at: datetime | None = declare("datetime", N_("Reminder"), aliases=("提醒时间",))
    done_at: datetime | None = declare("datetime", N_("Done"), aliases=("完成时间",))
    result: str | None = declare("long", N_("Result"), max=2000, aliases=("outcome", "结果"))
    waiting: bool = declare("yesno", N_("Waiting for the customer"), False, aliases=("等待客户",))
    repeats: str | None = declare("text", N_("Repeats"), max=200, check=known_rule)
    pinned_at: datetime | None = declare("datetime", N_("Pinned"), aliases=("置顶时间",))

    def check(self) -> dict[str, Words]:
        if self.kind == "task" and self.due_at is None:
            return {"due_at": Words("A task needs a time when it is due.")}
        if self.waiting and self.kind != "task":
            return {"waiting": Words("Only a task can say that we are waiting.")}
        if self.ends_at and self.at and self.ends_at < self.at:
            return {"ends_at": Words("The end comes before the beginning.")}
        if self.repeats and self.kind != "task":
            return {"repeats": Words("Only a task can repeat.")}
        if self.remind_at and self.due_at and self.remind_at > self.due_at:
            return {"remind_at": Words("The reminder comes after the task is due.")}
        if (self.subject_module is None) != (self.subject_id is None):
            return {"subject_id": Words("Say both the kind of record and its number, or neither.")}
        return {}


@draft
class Activity(ActivityDraft, Custom, Record):
    """An activity as the database has it."""

    account_name: str | None = None
    reminded_at: datetime | None = None
    follows_id: int | None = None  # the task of the same series that was done before
    uid: str | None = None  # what another calendar calls it

    @property
    def is_open(self) -> bool:
        return self.kind == "task" and self.done_at is None

    def is_late(self, now: datetime) -> bool:
        return self.is_open and self.due_at is not None and self.due_at < now


@dataclass(frozen=True)
class Top:
    """What stands above a story: the next step, how many tasks are open, what was pinned."""

    next: Activity | None = None
    open: int = 0
    pinned: tuple[Activity, ...] = ()


@dataclass(frozen=True)
class Person:
    """A colleague who may be named in a text."""

    id: int
    name: str
    account: str


@dataclass(frozen=True)
class Tally:
    """How much of one kind one person did with a record, and how much of that lately."""

    kind: str
    owner_id: int | None
    owner_name: str | None
    count: int
    recent: int


@dataclass(frozen=True)
class Reminder:
    """What somebody is reminded of."""

    id: int
    name: str
    owner_id: int | None
    due_at: datetime | None
    account_name: str | None


MODULE = Module(
    name="activity",
    area="customer",
    label=N_("Activity"),
    plural=N_("Activities"),
    icon="calendar-event",
    rank=40,
    path="/activities",
    draft=ActivityDraft,
    row=Activity,
    columns=("name", "kind", "account_id", "at", "due_at", "done_at", "owner_id"),
    sections=(
        Section(N_("Basics"), ("kind", "name", "account_id", "at", "ends_at", "body")),
        Section(N_("Task"), ("due_at", "remind_at", "waiting", "done_at", "result"), folded=True),
    ),
    subtitle=lambda row: row.account_name or "",
    sorts=("updated_at", "created_at", "at", "due_at", "name"),
    sort="-at",
    quick=("kind", "owner_id", "due_at", "done_at", "account_id"),
    team=Team("account", "account_id", by_share=True),
    searched=("name", "account_name"),
    keys=(),
    key="a",
    mass=("due_at", "done_at"),
    goes_on="{alias}.kind = 'task' AND {alias}.done_at IS NULL",
    description=N_("Calls, visits, mails, meetings, notes and tasks."),
    example=("电话回访", "call", "北京云帆科技有限公司"),
)
