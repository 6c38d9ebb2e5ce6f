"""API tokens: a program's key to the API, on behalf of one user and with no more than he may do."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from crm.domain.kit.access import Grants

PREFIX = "crm_"
LONGEST_DAYS = 366


@dataclass(frozen=True)
class Bearer:
    """A token that holds: whose it is, what it was made for, and when it was last seen."""

    id: int
    user_id: int
    scopes: list[str]
    last_used_at: datetime | None
    stamp: int
    field_stamp: int | None


@dataclass(frozen=True)
class TokenLine:
    """A token as its owner sees it; the token itself is shown once, when it is made."""

    id: int
    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


def narrowed(grants: Grants, scopes: Iterable[str]) -> Grants:
    """The same rights on fewer permissions: a scope never adds anything."""
    return replace(grants, scopes={name: grants.scope(name) for name in scopes}, everything=False)
