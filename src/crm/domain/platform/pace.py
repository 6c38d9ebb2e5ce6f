"""How often anything may be asked for: a bucket for each kind of request and each one who asks, which fills again by and by.
What could be guesses waits longer and longer besides, and that is kept in the database."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

MINUTE, HOUR = 60, 3600
# Kind of request -> the seconds within which its bucket is full again. How much it holds is the setting `pace_<kind>`.
PERIODS = {
    "page": MINUTE, "search": MINUTE, "api": MINUTE, "public": MINUTE, "sign_in": MINUTE, "export": HOUR, "upload": HOUR,
    "mail": HOUR,
}  # fmt: skip
REPEATED = 20  # refusals within an hour that matter for security
HAIR = 1e-6  # by which sums of fractions may be off


@dataclass(frozen=True, slots=True)
class Pace:
    """So many within so many seconds, one by one or all at once."""

    most: int
    seconds: int

    @property
    def step(self) -> float:
        """Seconds until one more is to be had."""
        return self.seconds / self.most

    def part(self, processes: int) -> "Pace":
        """What each of several processes may let through that do not know of each other."""
        return Pace(max(1, self.most // processes), self.seconds)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a bucket said to one more: `owed` are the seconds until it would be full again."""

    kind: str
    pace: Pace
    owed: float

    @property
    def admitted(self) -> bool:
        return self.owed <= self.pace.seconds + HAIR

    @property
    def left(self) -> int:
        """How many more may come at once."""
        return max(0, math.floor((self.pace.seconds - self.owed) / self.pace.step + HAIR))

    @property
    def wait(self) -> int:
        """Whole seconds until one more is to be had: now, where some are left."""
        return max(0, math.ceil(self.owed + (self.pace.step if self.admitted else 0) - self.pace.seconds - HAIR))


# Guesses -------------------------------------------------------------------------

WINDOW = timedelta(hours=1)  # older attempts count for nothing
SLOWEST = 900  # seconds
# What an attempt is counted under -> how many are free before waiting begins.
FREE = {"account": 5, "device": 5, "address": 30, "proof": 5, "reset": 3, "reset-address": 10, "step": 5, "form": 20, "link": 20}


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


def wait(kind: str, attempts: Attempts, now: datetime) -> int:
    """Seconds until the next attempt is let through: 1, 2, 4 … after the free ones."""
    over = attempts.tries - FREE[kind]
    if over < 0 or attempts.last is None:
        return 0
    ready = attempts.last + timedelta(seconds=min(2 ** min(over, 20), SLOWEST))
    return max(0, math.ceil((ready - now).total_seconds()))
