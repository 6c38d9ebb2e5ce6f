"""The chains of the journal and of the security events: how far they were found whole, and where they are broken."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.domain.kit.plain import dumps
from crm.language import N_

CHAINS = {"journal": N_("Journal"), "security": N_("Security events")}
LEAST = timedelta(days=180)  # what the law asks logs to be kept for (Cybersecurity Law of China, article 21)
# What can be wrong with a row of a chain.
BROKEN = {
    "content": N_("The details are not those that were written: somebody changed, added or deleted some."),
    "link": N_("The row is not the one that was written, or one before it was added, deleted or moved."),
    "pruned": N_("The details are gone, though their time was not over, or not all of them are."),
    "erased": N_("It is marked as erased, and no erasure did that, or not to this extent: somebody forged or removed a mark."),
    "head": N_("The newest rows are gone, or there are some that this program did not write."),
    "mark": N_("It was here at the last verification, and is gone or another one now."),
    "seal": N_("The mark of the last verification is not ours: somebody changed it, or the program’s secret is another one now."),
}


@dataclass(frozen=True, slots=True)
class Link:
    """One row of a chain: what it says of itself, and what follows from what it says."""

    id: int
    hash: str
    made: str  # the hash that it should have
    flaw: str | None = None  # what is wrong with its content


@dataclass(frozen=True)
class Mark:
    """How far a chain was found whole, and when."""

    name: str
    through_id: int
    hash: str
    at: datetime
    seal: str
    broken_id: int | None
    broken: str | None


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of following a chain: whole through a row, or broken at one."""

    name: str
    through_id: int
    hash: str
    count: int
    broken_id: int | None = None
    broken: str | None = None


@dataclass(frozen=True, slots=True)
class ChainBroken:
    """A chain does not hold."""

    name: str
    id: int
    broken: str


def sealed(secret: str, name: str, through_id: int, hash: str, at: datetime) -> str:
    """What nobody can make who has the database but not the program's secret."""
    return hmac.new(f"chain mark:{secret}".encode(), dumps((name, through_id, hash, at)).encode(), hashlib.sha256).hexdigest()


def is_early(at: datetime, pruned_at: datetime | None) -> bool:
    """Whether details went before the law lets them go."""
    return pruned_at is not None and pruned_at - at < LEAST
