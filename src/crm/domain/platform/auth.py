"""Signing in: what a session is, and the rules about passwords and attempts."""

from dataclasses import dataclass
from datetime import datetime

from crm.current import Actor


@dataclass(frozen=True)
class SessionLine:
    """One session with the person it belongs to, as read at every request."""

    user_id: int
    state: str
    theme: str
    density: str
    created_at: datetime
    seen_at: datetime
    proven_at: datetime
    stamp: int


@dataclass(frozen=True)
class Credential:
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
    proven_at: datetime
