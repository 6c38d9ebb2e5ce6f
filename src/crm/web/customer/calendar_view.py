"""The calendar in the reader's words: days with their marks, cells with what stands in them, the way to other days."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urlencode

from crm import current, language
from crm.domain.customer.activity import KINDS
from crm.domain.customer.calendar import HOURS, Slot, is_all_day, is_due_by_day
from crm.domain.kit.calendar import days_of
from crm.domain.kit.module import modules
from crm.language import local, say
from crm.service.platform.workday import DayMark
from crm.web.kit.calendar import marking
from crm.web.kit.page import container

ICONS = {option.value: option.icon for option in KINDS}
LABELS = {option.value: option.label for option in KINDS}


@dataclass(frozen=True)
class SlotView:
    """One appointment or task as it stands in a cell."""

    id: int
    title: str
    time: str
    icon: str
    label: str
    url: str
    tone: str
    second: str
    move_url: str | None
    all_day: bool
    hour: int
    day: date


@dataclass(frozen=True)
class DayView:
    """One day: its names, its mark, and what stands there."""

    day: date
    number: str
    name: str
    full: str
    today: bool
    off: bool
    other: bool  # of the month before or after
    mark: DayMark | None
    url: str
    create_url: str | None
    slots: tuple[SlotView, ...] = ()
    hours: dict[int, tuple[SlotView, ...]] = field(default_factory=dict)
    all_day: tuple[SlotView, ...] = ()

    @property
    def count(self) -> int:
        return len(self.slots)


def address(view: str, day: date, who: str) -> str:
    pairs = {"view": view, "day": day.isoformat()} | ({"who": who} if who != "me" else {})
    return f"/calendar?{urlencode(pairs)}"


def slot_view(slot: Slot, with_owner: bool, editable: bool) -> SlotView:
    start, end = local(slot.start), slot.end and local(slot.end)
    by_day = slot.kind == "task" and is_due_by_day(start)
    whole = is_all_day(start, end) or by_day
    told = "" if whole else f"{start:%H:%M}–{end:%H:%M}" if end else f"{start:%H:%M}"
    late = slot.kind == "task" and slot.done_at is None and slot.start + timedelta(days=by_day) < current.now()
    return SlotView(
        slot.id, slot.name, told, ICONS.get(slot.kind, "calendar-event"), say(LABELS[slot.kind]),
        f"{modules()[slot.module].path}/{slot.id}",
        " ".join(part for part in (slot.kind, "late" if late else "done" if slot.done_at else "") if part),
        " · ".join(part for part in (slot.account_name, slot.owner_name if with_owner else None) if part),
        f"/calendar/{slot.id}/move" if editable and slot.module == "activity" else None, whole, start.hour, start.date(),
    )  # fmt: skip


def days(view: str, first: date, month: int, slots: list[SlotView], who: str, may_create: bool) -> list[DayView]:
    """The days of a view with what stands on each; an event of several days stands on the first alone."""
    known = _marks(first, days_of(view))
    by_day: dict[date, list[SlotView]] = {}
    for slot in slots:
        by_day.setdefault(max(slot.day, first), []).append(slot)
    return [
        _day(first + timedelta(days=n), view, month, by_day.get(first + timedelta(days=n), []), known, who, may_create)
        for n in range(days_of(view))
    ]


def _day(day: date, view: str, month: int, slots: list[SlotView], known: dict[date, DayMark], who: str, may_create: bool) -> DayView:
    mark = known.get(day)
    hours: dict[int, list[SlotView]] = {}
    for slot in slots:
        if not slot.all_day:
            hours.setdefault(slot.hour, []).append(slot)
    return DayView(
        day, str(day.day), language.weekday(day), f"{language.day(day)} {language.weekday(day)}", day == current.today(),
        mark.off if mark else day.weekday() > 4, view == "month" and day.month != month, mark, address("day", day, who),
        create_url(f"{day.isoformat()}T09:00") if may_create else None,
        tuple(sorted(slots, key=lambda slot: not slot.all_day)), {hour: tuple(found) for hour, found in hours.items()},
        tuple(slot for slot in slots if slot.all_day),
    )  # fmt: skip


def create_url(at: str) -> str:
    return f"/activities/new?{urlencode({'kind': 'meeting', 'at': at})}"


def hours_of(slots: list[SlotView]) -> range:
    """The hours that are shown: those of a working day, and whatever lies outside them."""
    found = [slot.hour for slot in slots if not slot.all_day]
    return range(min([HOURS[0], *found]), max([HOURS[1], *found]) + 1)


def _marks(first: date, count: int) -> dict[date, DayMark]:
    return container().platform.workday().marks(first, count)  # type: ignore[no-any-return]


marking(_marks)
