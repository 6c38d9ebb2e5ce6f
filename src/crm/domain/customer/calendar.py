"""The calendar: what stands in it, which days a view shows, and what another calendar's file holds."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

VIEWS = ("day", "week", "month", "agenda")
EVENTS = ("call", "visit", "meeting")  # notes and mails are no appointments
LONGEST = timedelta(days=31)  # an event that began earlier is no longer shown
HOURS = (8, 19)  # shown even when nothing stands there
ALL_DAY = timedelta(hours=23)


@dataclass(frozen=True)
class Slot:
    """An activity with a time, or a task with the time when it is due."""

    id: int
    kind: str
    name: str
    body: str | None
    at: datetime
    ends_at: datetime | None
    due_at: datetime | None
    remind_at: datetime | None
    done_at: datetime | None
    waiting: bool
    repeats: str | None
    uid: str | None
    owner_id: int | None
    owner_name: str | None
    department_id: int | None
    account_id: int | None
    account_name: str | None
    updated_at: datetime
    module: str  # whose record it is

    @property
    def start(self) -> datetime:
        return self.due_at if self.kind == "task" and self.due_at else self.at

    @property
    def end(self) -> datetime | None:
        return None if self.kind == "task" else self.ends_at


@dataclass(frozen=True)
class Person:
    """Somebody whose calendar may be looked at."""

    id: int
    name: str


@dataclass(frozen=True)
class Feed:
    """The secret address under which one's calendar is read; the secret itself is kept as a hash."""

    user_id: int
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True)
class Holder:
    """Whose feed an address is."""

    user_id: int
    last_used_at: datetime | None
    stamp: int
    language: str


@dataclass(frozen=True)
class Known:
    """An event of another calendar that was taken over before."""

    id: int
    uid: str


def is_due_by_day(due: datetime) -> bool:
    """A task that is due at local midnight was given a day and no time: it is due until that day ends."""
    return due.time() == time(0)


def is_all_day(start: datetime, end: datetime | None) -> bool:
    """Local times from midnight to midnight stand for the whole day."""
    return end is not None and start.time() == time(0) and end - start >= ALL_DAY


@dataclass(frozen=True)
class Read:
    """One event, or one task, of a file. `start` and `end` are aware, or days when it lasts all day; `key` tells each
    time of a recurring one apart."""

    kind: str  # meeting, task
    uid: str
    key: str
    summary: str
    description: str
    start: date | datetime | None
    end: date | datetime | None
    done: bool = False
    recurring: bool = False
