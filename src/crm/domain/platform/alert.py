"""Unusual acts: what counts as one, how events are folded into cases, and what is said of them."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from ipaddress import ip_network
from zoneinfo import ZoneInfo

from crm.domain.kit.text import Refused
from crm.domain.platform.network import plain
from crm.language import N_, Words

HOUR, DAY, QUARTER = timedelta(hours=1), timedelta(days=1), timedelta(days=90)
# Kind -> (what it is called, what is said of a case: by whom or from where, how many).
KINDS = {
    "exports": (N_("Many records exported"), N_("{who} exported {n} records within a day")),
    "reveals": (N_("Many values revealed"), N_("{who} revealed {n} masked values within a day")),
    "views": (N_("Many records opened"), N_("{who} opened {n} records within an hour")),
    "denials": (N_("Many refusals"), N_("{who} was refused {n} times within an hour")),
    "failures": (N_("Failed sign-ins of an account"), N_("{n} sign-ins as {who} failed within an hour")),
    "address_failures": (N_("Failed sign-ins from an address"), N_("{n} sign-ins from {who} failed within an hour")),
    "refused": (N_("Sign-in from a network that is not allowed"), N_("{who} tried to sign in from a network that is not allowed")),
    "hours": (N_("Sign-in at an unusual hour"), N_("{who} signed in at an unusual hour")),
    "network": (N_("Sign-in from a new network"), N_("{who} signed in from a new network")),
    "backup": (N_("A backup failed"), N_("The nightly backup failed: look at Operation → Backups")),
    "chain": (N_("A chain is broken"), N_("What was written of {who} is not as it was: somebody changed the database by hand")),
}
HOURS = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)\s*[-–—~至]\s*([01]?\d|2[0-4])[:：]([0-5]\d)")


@dataclass(frozen=True)
class Alert:
    """One case. It is open until somebody has looked at it."""

    id: int
    kind: str
    subject: str
    user_id: int | None
    user_name: str | None
    address: str | None
    n: int
    first_at: datetime
    last_at: datetime
    closed_at: datetime | None
    closed_name: str | None
    remark: str | None


@dataclass(frozen=True)
class Sum:
    """How often something happened, by whom or from where, within the time that is looked at."""

    user_id: int | None
    address: str | None
    n: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True)
class SignIn:
    """A sign-in, on the clock of who signed in."""

    id: int
    at: datetime
    user_id: int
    address: str | None
    timezone: str


@dataclass(frozen=True)
class Place:
    """An address from which somebody signed in before."""

    user_id: int
    address: str | None


@dataclass(frozen=True)
class Known:
    """A case that is open, or was closed lately."""

    id: int
    kind: str
    subject: str
    n: int
    last_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True)
class Holder:
    """Somebody by his name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Case:
    """Something that is to be told of."""

    kind: str
    user_id: int | None
    address: str | None
    n: int
    first_at: datetime
    last_at: datetime
    what: str = ""

    @property
    def subject(self) -> str:
        """What the events of one case have in common."""
        return f"user:{self.user_id}" if self.user_id else f"address:{self.address}" if self.address else self.what


def known_hours(text: str) -> str:
    if not HOURS.fullmatch(text.strip()):
        raise Refused(Words("Two times of day such as 06:00-23:00."))
    return text


def is_unusual(at: datetime, timezone: str, hours: str | None) -> bool:
    """Whether a moment lies outside the usual hours, on the clock of that time zone; hours may go over midnight."""
    if not (found := HOURS.fullmatch((hours or "").strip())):
        return False
    start, end = int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])
    here: time = at.astimezone(ZoneInfo(timezone)).time()
    minute = here.hour * 60 + here.minute
    return not (start <= minute < end) if start <= end else end <= minute < start


def place_of(address: str | None) -> str:
    """The network that an address belongs to, as wide as providers hand them out to one customer: /16 and /48."""
    here = plain(address)
    if here is None:
        return ""
    return str(ip_network((here, 16 if here.version == 4 else 48), strict=False))
