"""How an installation fares: what it stores, what its statements take, who uses it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

GROWTH_DAYS = 30
KEPT_DAYS = 400  # of samples and loads
SHARE = 0.95


@dataclass(frozen=True)
class Size:
    """What a table, an index, files of a kind or of a person take; `before`: at the beginning of the days looked at."""

    kind: str
    name: str
    bytes: int
    count: int


@dataclass(frozen=True)
class Sample(Size):
    """The same as it was measured, with what it was before and, of people, who it is."""

    before: int | None
    person: str | None


@dataclass(frozen=True)
class DayTotal:
    """What all of it took on the evening of a day."""

    day: date
    bytes: int


@dataclass(frozen=True)
class Load:
    """What a statement took over some days."""

    label: str
    calls: int
    seconds: float
    slowest: float
    rows: int

    @property
    def mean(self) -> float:
        return self.seconds / self.calls if self.calls else 0.0


@dataclass(frozen=True)
class Bucket:
    """How many calls of a statement took less than 2^bucket tenths of a millisecond, and not less than half of that."""

    label: str
    bucket: int
    calls: int


@dataclass(frozen=True)
class DayUse:
    """How many people were there on a day, and how much they asked for."""

    day: date
    people: int
    requests: int


@dataclass(frozen=True)
class PersonUse:
    """How much a person asked for, by browser and by programs."""

    user_id: int
    name: str | None
    days: int
    requests: int


@dataclass(frozen=True)
class TokenUse:
    """How much a program asked for by its token."""

    name: str | None
    person: str | None
    requests: int
    last_used_at: datetime | None


def bucket_of(seconds: float) -> int:
    """The bucket of a duration: n for less than 2^n tenths of a millisecond."""
    return int(seconds * 10_000).bit_length()


def share(buckets: Iterable[Bucket], part: float = SHARE) -> float:
    """Seconds within which so large a part of the calls was done: the upper edge of the bucket that the part falls into."""
    found = sorted(buckets, key=lambda one: one.bucket)
    left = sum(one.calls for one in found) * part
    for one in found:
        left -= one.calls
        if left <= 1e-9:
            return float(2**one.bucket / 10_000)
    return 0.0
