"""Signing in: what a session is, and what opens one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.current import Actor

PROVEN = timedelta(minutes=15)  # how long a proof of who one is holds for what matters


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


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session, for the browser to keep; or, by half, the right to give a second factor."""

    token: str
    user_id: int
    half: bool = False


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
