"""A masked value that somebody was shown in full: who, when, and of which field."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Reveal:
    """One look at one value; never changed, never removed."""

    id: int
    at: datetime
    user_id: int
    user_name: str | None
    module: str
    record_id: int
    field: str
