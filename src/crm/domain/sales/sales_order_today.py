"""An order, or a change of one, that waits for a decision."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Waiting:
    """One of them, of the module that it names, and since when it waits."""

    module: str
    id: int
    name: str
    owner_id: int | None
    owner_name: str | None
    department_id: int | None
    account_name: str | None
    at: datetime
