"""How long details of changes and of events are kept: a general rule, and others for single modules and kinds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.domain.platform.chain import LEAST

CHANGE, EVENT = "change", "event"
LONGEST = 36_500


@dataclass(frozen=True)
class Rule:
    """A rule of its own: `change:account` or `event:sign_in`, and for how many days; 0 is for ever."""

    subject: str
    days: int


@dataclass(frozen=True)
class Waiting:
    """How many rows of a kind still have their details, and how old the oldest is."""

    kind: str
    n: int
    first_at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """What holds for one kind: its own days if any, those that count, and what would go now."""

    subject: str
    own: int | None
    days: int
    waiting: int
    due: int


def days_of(rules: Mapping[str, int], subject: str, general: Mapping[str, int]) -> int:
    """The days that count for `change:account`."""
    return rules.get(subject, general[subject.partition(":")[0]])


def limit(days: int, now: datetime) -> datetime | None:
    """What is older than this goes; None when nothing does. Never sooner than the law allows, whatever a rule says."""
    return now - max(timedelta(days=days), LEAST) if days else None
