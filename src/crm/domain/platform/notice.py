"""A notice: something the program tells one person, in the way he chose for its kind, until he has read it."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from crm.domain.kit.kind import Option
from crm.language import N_

ICONS = {
    "reminder": "clock",
    "job": "refresh",
    "mention": "at",
    "assignment": "user",
    "follow": "eye",
    "pool": "pool",
    "approval": "checkbox",
    "contract": "file-text",
    "order": "shopping-cart",
    "commission": "coin",
    "visit": "map-pin",
    "quote": "file-description",
    "account": "key",
    "share": "share",
    "alert": "shield",
}
KINDS = (
    Option("mention", N_("Somebody mentions me")),
    Option("assignment", N_("Something is assigned to me")),
    Option("share", N_("Somebody shares a record with me")),
    Option("reminder", N_("A reminder of a task is due")),
    Option("job", N_("An import or another job has ended")),
    Option("follow", N_("A record that I follow changes")),
    Option("pool", N_("Records of mine fall into a public pool")),
    Option("contract", N_("A contract of mine ends, or a payment is due")),
    Option("commission", N_("My commission is approved or paid, or somebody asks about it")),
    Option("quote", N_("A customer looks at a quote of mine or answers it, or it holds no longer")),
    Option("visit", N_("A visit of mine or my people did not take place")),
    Option("order", N_("An order of mine is to be delivered, or is late")),
    Option("approval", N_("Something waits for my approval, or mine was decided")),
    Option("account", N_("My account: a new device, a changed password or factor, a new token")),
    Option("alert", N_("Something unusual, for those who look after security")),
)
WAYS = (
    Option("app", N_("In the app")),
    Option("mail", N_("And by mail at once")),
    Option("digest", N_("And in the daily mail")),
    Option("never", N_("Not at all")),
)
# Of other kinds: in the app.
DEFAULT = {"mention": "mail", "reminder": "mail", "visit": "digest", "approval": "mail", "account": "mail", "alert": "mail"}
DIGEST = 9 * 60  # nine in the morning
DAY = 24 * 60


@dataclass(frozen=True)
class Notice:
    id: int
    user_id: int
    kind: str
    title: str
    url: str
    created_at: datetime
    read_at: datetime | None

    @property
    def icon(self) -> str:
        return ICONS.get(self.kind, "bell")


@dataclass(frozen=True)
class Outgoing:
    """A notice whose mail is due."""

    user_id: int
    kind: str
    title: str
    url: str
    body: str | None
    way: str
    created_at: datetime
    read_at: datetime | None


@dataclass(frozen=True)
class Reader:
    """Somebody who is told something: in which language, where his mail goes, and how he wants to hear of this kind."""

    id: int
    language: str
    timezone: str
    mail: str | None
    way: str | None
    push: bool
    quiet_from: int | None
    quiet_until: int | None
    digest_at: int | None

    def way_of(self, kind: str) -> str:
        return self.way or DEFAULT.get(kind, "app")

    def mail_at(self, kind: str, now: datetime) -> datetime | None:
        """When a mail is to go out: at once, when the quiet hours end, with the next digest; None for no mail."""
        way, here = self.way_of(kind), now.astimezone(ZoneInfo(self.timezone))
        if not self.mail or way not in ("mail", "digest"):
            return None
        if way == "digest":
            return _next(here, DIGEST if self.digest_at is None else self.digest_at)
        return self.loud_at(now)

    def loud_at(self, now: datetime) -> datetime:
        """Now, or the end of the quiet hours."""
        here = now.astimezone(ZoneInfo(self.timezone))
        if (
            self.quiet_from is None
            or self.quiet_until is None
            or not is_quiet(here.hour * 60 + here.minute, self.quiet_from, self.quiet_until)
        ):
            return now
        return _next(here, self.quiet_until)


def is_quiet(minute: int, start: int, end: int) -> bool:
    """Whether the minute of the day lies in the hours, which may go over midnight."""
    return start <= minute < end if start <= end else minute >= start or minute < end


def _next(here: datetime, minute: int) -> datetime:
    """The next time it is that minute of the day, on the reader's own clock."""
    at = datetime.combine(here.date(), time(minute // 60, minute % 60), here.tzinfo)
    if at <= here:
        at = datetime.combine(here.date() + timedelta(days=1), at.time(), here.tzinfo)
    return at.astimezone(UTC)


@dataclass(frozen=True)
class Choice:
    """How somebody wants to hear of one kind."""

    kind: str
    way: str
    push: bool


@dataclass(frozen=True)
class Hours:
    """When neither mail nor push may come and when the digest does, in minutes of the reader's own day."""

    quiet_from: int | None
    quiet_until: int | None
    digest_at: int


@dataclass(frozen=True)
class Assigned:
    """A record and whose it is now."""

    id: int
    module: str
    title: str
    owner_id: int
