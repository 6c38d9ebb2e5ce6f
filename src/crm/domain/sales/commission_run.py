"""The commission of one month: worked out, reviewed, approved, paid."""

from dataclasses import field
from datetime import date, datetime
from typing import Any

from crm.domain.kit.field import Draft, Field, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.domain.kit.money import Money
from crm.domain.sales.period import known_month
from crm.language import N_, Words

STATES = (
    Option("draft", N_("Draft"), "", ("草稿",)),
    Option("reviewed", N_("Reviewed"), "info", ("已复核",)),
    Option("approved", N_("Approved for payment"), "warn", ("已审批",)),
    Option("paid", N_("Paid out"), "ok", ("已发放",)),
)
MOVES = {"draft": ("reviewed",), "reviewed": ("draft", "approved"), "approved": ("draft", "paid"), "paid": ()}
DECIDED = ("approved", "paid")  # counts for what comes after


@draft
class CommissionRunDraft(Draft):
    """What may be typed in about a run."""

    month: str = declare("text", N_("Commission month"), "", required=True, max=12, check=known_month, aliases=("月份",))
    state: str = declare("choice", N_("State"), "draft", required=True, options=STATES, aliases=("状态",))
    paid_on: date | None = declare("date", N_("Paid out on"), aliases=("发放日期",))
    remark: str | None = declare("long", N_("Remark"), max=2000, aliases=("备注",))

    def check(self) -> dict[str, Words]:
        return {"paid_on": Words("Needed for this state.")} if self.state == "paid" and not self.paid_on else {}


@draft
class CommissionRun(CommissionRunDraft, Record):
    """A run as the database has it. `taken_at`: when what it counts was read."""

    total: Money = Money(0)
    people: int = 0
    entries: int = 0
    taken_at: datetime | None = None
    terms: dict[str, Any] = field(default_factory=dict)
    problems: list[Any] = field(default_factory=list)


def _title(row: Any) -> str:
    return str(row.month)


MODULE = Module(
    name="commission_run",
    area="sales",
    menu="performance",
    label=N_("Commission run"),
    plural=N_("Commission runs"),
    icon="coin",
    rank=42,
    path="/commission-runs",
    draft=CommissionRunDraft,
    row=CommissionRun,
    columns=("month", "state", "total", "people", "entries", "paid_on", "owner_id"),
    sections=(Section(N_("Basics"), ("month", "state", "paid_on", "total", "people", "entries", "remark")),),
    title=_title,
    title_field="month",
    derived=(
        Field("money", N_("Commission together"), "total", nullable=False),
        Field("integer", N_("People paid"), "people", nullable=False),
        Field("integer", N_("Lines of statements"), "entries", nullable=False),
    ),
    sorts=("month", "updated_at", "created_at"),
    sort="-month",
    quick=("state", "month"),
    mass=(),
    verbs=("view", "create", "edit", "remove", "export", "approve"),
    importable=False,
    description=N_("What is paid for each month: worked out, reviewed, approved and paid out."),
    example=("2026-10", "draft", "¥38,620.00"),
)
