"""What happens to customers, for others to hear."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Touched:
    """A customer or contact was called, written to, met or visited."""

    module: str
    ids: tuple[int, ...]
    at: datetime
