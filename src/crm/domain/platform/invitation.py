"""Who was invited and has not come yet."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Invited:
    """Somebody who was invited and has not come yet."""

    id: int
    name: str
    mail: str | None
    department_name: str | None
    sent_at: datetime | None
    sender_name: str | None
    until: datetime | None
    times: int
