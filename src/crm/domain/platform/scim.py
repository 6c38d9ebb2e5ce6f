"""SCIM 2.0 (RFC 7643, RFC 7644) without its messages: people as a provisioning client sees them, and how their names are put together."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crm.domain.kit.pinyin import HAN
from crm.errors import CrmError
from crm.language import Words

PERMISSION = "scim.edit"
LARGEST_PAGE = 200
MOST_READ = 5000  # rows that a filter which no index answers may look at
LONGEST_FILTER = 1000
DEEPEST = 10  # parentheses within each other
_HAN = re.compile(f"[{HAN}]")


class ScimError(CrmError):
    """A request of a provisioning client that cannot be met; `kind` is the scimType of RFC 7644, 3.12."""

    def __init__(self, status: int, words: str, kind: str = ""):
        super().__init__(words)
        self.status = status
        self.kind = kind


@dataclass(frozen=True)
class ScimPerson:
    """Somebody as a provisioning client sees him; `said` counts what it has said beyond what a user is here."""

    id: int
    version: int
    account: str
    name: str
    mail: str | None
    phone: str | None
    title: str | None
    state: str
    language: str
    timezone: str
    branch: str | None
    created_at: datetime
    updated_at: datetime
    external_id: str | None
    family_name: str | None
    given_name: str | None
    said: int


@dataclass(frozen=True)
class ScimGroupOf:
    """A group that somebody is in."""

    user_id: int
    group_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered: a resource with its version and place, a list, or nothing."""

    body: dict[str, Any] | None
    status: int = 200
    etag: str = ""
    location: str = ""


def full_name(family: str, given: str) -> str:
    """王 and 强 are 王强; Hart and Zoë are Zoë Hart."""
    chinese = _HAN.match(family) and _HAN.match(given)
    return family + given if chinese else " ".join(part for part in (given, family) if part)


def check_filter(text: str) -> None:
    """Raise ScimError for a filter that costs more than any client needs."""
    deep = most = 0
    for char in text:
        deep += (char == "(") - (char == ")")
        most = max(most, deep)
    if len(text) > LONGEST_FILTER or most > DEEPEST:
        raise ScimError(400, Words("This filter is too long."), "invalidFilter")
