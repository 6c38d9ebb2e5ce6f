"""What somebody typed while his session ran out."""

from dataclasses import dataclass
from typing import Any

MOST = 64_000  # bytes
KEPT = 10  # forms a person


@dataclass(frozen=True)
class HeldForm:
    """The fields of a form that was sent without a session, and the page it belongs to."""

    path: str
    data: dict[str, Any]  # {"action": where it was posted, "fields": {name: [values]}}
