"""A day that the calendar would not know by itself: a holiday, or a weekend day on which one works (调休)."""

from dataclasses import dataclass
from datetime import date

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.language import N_

KINDS = (
    Option("off", N_("Day off"), "ok", ("休", "放假", "休息日")),
    Option("work", N_("Working day"), "warn", ("班", "调休", "上班")),
)


@draft
class HolidayDraft(Draft):
    """What may be typed in about a day."""

    day: date | None = declare("date", N_("Day"), required=True, aliases=("date", "日期"))
    kind: str = declare("choice", N_("It is a"), "off", required=True, options=KINDS, aliases=("type", "类型"))
    name: str = declare("text", N_("Name"), "", required=True, max=40, sorts_by="sort_key", aliases=("holiday", "节日", "名称"))


@draft
class Holiday(HolidayDraft, Record):
    """A day as the database has it."""


@dataclass(frozen=True)
class Correction:
    """What somebody said of a day."""

    id: int
    day: date
    kind: str
    name: str


MODULE = Module(
    name="holiday",
    area="platform",
    label=N_("Holiday"),
    plural=N_("Holidays"),
    icon="calendar-event",
    path="/holidays",
    draft=HolidayDraft,
    row=Holiday,
    configuration=("day",),
    columns=("name", "day", "kind", "updated_at"),
    sections=(Section(N_("Basics"), ("day", "kind", "name")),),
    sorts=("day", "name", "updated_at", "created_at"),
    sort="-day",
    quick=("kind", "day"),
    searched=("name",),
    keys=("day",),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    description=N_("Public holidays are known by themselves. Here stands what differs: announced shifts, days off of the company."),
    example=("国庆节调休", "2026-10-10", "work"),
)
