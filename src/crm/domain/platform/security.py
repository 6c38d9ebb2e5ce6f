"""What happened that matters for security: signing in, failures, passwords, grants."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crm.domain.kit.plain import canonical, dumps
from crm.language import N_

KINDS = {
    "sign_in": N_("Signed in"),
    "sign_in_failed": N_("Sign-in failed"),
    "sign_in_refused": N_("Sign-in refused: network not allowed"),
    "new_device": N_("Signed in on a new device"),
    "sign_out": N_("Signed out"),
    "session_end": N_("Session ended"),
    "password_change": N_("Password changed"),
    "password_reset_asked": N_("Password reset asked for"),
    "password_reset": N_("Password reset"),
    "proof_failed": N_("Confirmation failed"),
    "factor_added": N_("Second factor set up"),
    "factor_removed": N_("Second factor removed"),
    "factor_reset": N_("Second factors reset by an administrator"),
    "recovery_codes": N_("Recovery codes made"),
    "recovery_code": N_("Recovery code used"),
    "invitation": N_("Invited"),
    "grant": N_("Rights changed"),
    "setting": N_("Setting changed"),
    "configuration": N_("Configuration applied"),
    "maintenance": N_("Maintenance mode switched"),
    "tenant": N_("Tenant changed"),
    "key": N_("Key made"),
    "token": N_("API token made"),
    "token_revoked": N_("API token revoked"),
    "export": N_("Records exported"),
    "erasure": N_("Personal data erased"),
    "backup_taken": N_("Backup downloaded"),
    "identity_provider": N_("Sign-in source changed"),
    "identity_link": N_("Linked to a sign-in source"),
    "identity_unlink": N_("Unlinked from a sign-in source"),
    "view_as": N_("Began to see what somebody else sees"),
    "view_as_end": N_("Stopped seeing what somebody else sees"),
    "webhook_secret": N_("Secret of a webhook shown or replaced"),
    "reveal": N_("Masked value shown"),
    "slowed": N_("Asked too often, again and again"),
    "pruned": N_("Old details deleted by rule"),
    "chain_broken": N_("The chain was found broken"),
}


@dataclass(frozen=True)
class SecurityEvent:
    """One event; never changed, never removed. What was pruned has lost its address and detail."""

    id: int
    at: datetime
    kind: str
    user_id: int | None
    address: str | None
    detail: dict[str, Any]
    n: int
    request_id: str | None


@dataclass(frozen=True)
class EventLine(SecurityEvent):
    """An event as the explorer lists it: with names, and who did it."""

    user_name: str | None
    hash: str
    pruned_at: datetime | None


@dataclass(frozen=True)
class ChainedEvent(SecurityEvent):
    """An event with its place in the chain."""

    digest: str
    hash: str
    pruned_at: datetime | None


@dataclass(frozen=True)
class EventHead:
    """The end of the chain of events."""

    event_id: int
    hash: str


@dataclass(frozen=True, slots=True)
class SecurityNoted:
    """An event was stored; heard in the transaction in which it happened."""

    kind: str
    user_id: int | None
    address: str | None
    detail: dict[str, Any]


def event_digest(address: str | None, detail: dict[str, Any], request_id: str | None) -> str:
    """What an event says beyond its bare facts; it stays when that is pruned."""
    return hashlib.sha256(dumps((address, canonical(detail), request_id)).encode()).hexdigest()


def event_chain(previous: str, id: int, at: datetime, kind: str, user_id: int | None, n: int, digest: str) -> str:
    """The hash of an event: over the hash before it and everything that it says."""
    return hashlib.sha256(dumps((previous, id, at.isoformat(), kind, user_id, n, digest)).encode()).hexdigest()
