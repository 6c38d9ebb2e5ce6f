"""Signing in: what a session is, and how attempts are slowed down."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.current import Actor

WINDOW = timedelta(hours=1)  # older attempts count for nothing
SLOWEST = 900  # seconds
PROVEN = timedelta(minutes=15)  # how long a proof of who one is holds for what matters
# What an attempt is counted under -> how many are free before waiting begins.
FREE = {"account": 5, "device": 5, "address": 30, "proof": 5, "reset": 3, "reset-address": 10, "step": 5, "form": 20, "link": 20}


@dataclass(frozen=True)
class SessionLine:
    """One session with the person it belongs to, as read at every request."""

    user_id: int
    state: str
    theme: str
    density: str
    keys: dict[str, str]
    created_at: datetime
    seen_at: datetime
    proven_at: datetime
    must_change: bool
    wants: str
    stamp: int
    setting_stamp: int | None
    field_stamp: int | None


@dataclass(frozen=True)
class SessionView:
    """One of a person's sessions, for the list in which he may end it. `mark` names it without giving it away."""

    mark: str
    created_at: datetime
    seen_at: datetime
    address: str | None
    agent: str | None


@dataclass(frozen=True)
class Credential:
    """What a password is held against."""

    user_id: int
    password_hash: str
    changed_at: datetime
    must_change: bool


@dataclass(frozen=True, slots=True)
class Session:
    """A session that holds: who acts, and how he likes his pages."""

    actor: Actor
    theme: str
    density: str
    keys: dict[str, str]
    proven_at: datetime
    must_change: bool
    wants: str  # the second factor that his roles demand and that he has yet to set up
    mark: str

    def is_proven(self, now: datetime) -> bool:
        """Whether he has proven lately who he is."""
        return now - self.proven_at < PROVEN


@dataclass(frozen=True)
class Attempts:
    """How often something was tried within the window, and when last."""

    tries: int
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt that was let through and counted under these subjects."""

    subjects: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session, for the browser to keep; or, by half, the right to give a second factor."""

    token: str
    user_id: int
    half: bool = False


def wait(kind: str, attempts: Attempts, now: datetime) -> int:
    """Seconds until the next attempt is let through: 1, 2, 4 … after the free ones."""
    over = attempts.tries - FREE[kind]
    if over < 0 or attempts.last is None:
        return 0
    ready = attempts.last + timedelta(seconds=min(2 ** min(over, 20), SLOWEST))
    return max(0, math.ceil((ready - now).total_seconds()))


def agent_name(agent: str | None) -> str:
    """The browser and the system in a word or two, out of what a browser says of itself."""
    text = agent or ""
    browser = next((name for mark, name in BROWSERS if mark in text), "")
    system = next((name for mark, name in SYSTEMS if mark in text), "")
    return " · ".join(part for part in (browser, system) if part) or text[:60]


BROWSERS = (
    ("MicroMessenger", "微信"), ("DingTalk", "钉钉"), ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("Linux", "Linux"),
)  # fmt: skip
