"""What somebody typed while his session ran out."""

from dataclasses import dataclass
from typing import Any

from crm.domain.platform.setting import SETTINGS

MOST = 64_000  # bytes
KEPT = 10  # forms a person


def keepable(name: str) -> bool:
    """Whether a field of a form may be kept: no password, no secret setting, no token."""
    return "password" not in name and name not in ("csrf_token", "again") and not (name in SETTINGS and SETTINGS[name].secret)


@dataclass(frozen=True)
class HeldForm:
    """The fields of a form that was sent without a session, and the page it belongs to."""

    path: str
    data: dict[str, Any]  # {"action": where it was posted, "fields": {name: [values]}}
