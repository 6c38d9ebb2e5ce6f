"""An absence: who is away from when to when, and who stands in for him meanwhile."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from crm import current
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.language import N_, Words

COVERS = (
    Option("all", N_("Records and approvals"), "", ("全部",)),
    Option("records", N_("Records alone"), "", ("记录",)),
    Option("approvals", N_("Approvals alone"), "", ("审批",)),
)
LONGEST = 366  # days


@draft
class AbsenceDraft(Draft):
    """What may be typed in about an absence."""

    person_id: int = declare("user", N_("Who is away"), lambda: current.actor().id, required=True, shown="person_name")
    stand_in_id: int = declare("user", N_("Stand-in"), required=True, shown="stand_in_name", aliases=("代理人",))
    first_day: date = declare("date", N_("First day"), required=True, aliases=("开始日期",))
    last_day: date = declare("date", N_("Last day"), required=True, aliases=("结束日期",))
    covers: str = declare(
        "choice", N_("What the stand-in looks after"), "all", required=True, options=COVERS,
        help=N_("Records: sees and edits them as his own. Approvals: decides what waits for the other. Both in his own name."),
    )  # fmt: skip
    remark: str | None = declare("text", N_("Remark"), max=200)

    def check(self) -> dict[str, Words]:
        if self.stand_in_id == self.person_id:
            return {"stand_in_id": Words("Nobody stands in for himself.")}
        if self.last_day < self.first_day:
            return {"last_day": Words("This day lies before the first one.")}
        if (self.last_day - self.first_day).days >= LONGEST:
            return {"last_day": Words("An absence is no longer than a year.")}
        return {}


@draft
class Absence(AbsenceDraft, Record):
    """An absence as the database has it; it is called after who is away."""

    name: str = ""
    person_name: str | None = None
    stand_in_name: str | None = None

    def state(self, today: date) -> str:
        return "later" if today < self.first_day else "over" if today > self.last_day else "now"


@dataclass(frozen=True)
class StandsIn:
    """Somebody for whom one stands in today, and in what."""

    person_id: int
    name: str
    covers: str
    last_day: date


def looked_after(found: list[StandsIn], what: str) -> tuple[int, ...]:
    """The people whose `what`, records or approvals, one looks after."""
    return tuple(one.person_id for one in found if one.covers in ("all", what))


def overlaps(row: Any, first: date, last: date) -> bool:
    return bool(row.first_day <= last and first <= row.last_day)


MODULE = Module(
    name="absence",
    area="platform",
    label=N_("Absence"),
    plural=N_("Absences"),
    icon="plane-departure",
    path="/absences",
    draft=AbsenceDraft,
    row=Absence,
    columns=("person_id", "stand_in_id", "first_day", "last_day", "covers", "remark"),
    sections=(Section(N_("Basics"), ("person_id", "stand_in_id", "first_day", "last_day", "covers", "remark")),),
    subtitle=lambda row: f"{row.first_day} – {row.last_day}",
    sorts=("first_day", "updated_at", "created_at"),
    sort="-first_day",
    quick=("person_id", "stand_in_id", "first_day", "last_day"),
    searched=("name",),
    verbs=("view", "create", "edit", "remove"),
    importable=False,
    description=N_("Who is away, and who looks after customers and approvals meanwhile. Everybody enters his own on his profile."),
)
