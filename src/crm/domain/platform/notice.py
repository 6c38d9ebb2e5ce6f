"""A notice: something the program tells one person, until he has read it."""

from dataclasses import dataclass
from datetime import datetime

ICONS = {"reminder": "clock", "job": "refresh"}


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
class Reader:
    """Somebody who is told something: in which language, and where his mail goes."""

    id: int
    language: str
    timezone: str
    mail: str | None
