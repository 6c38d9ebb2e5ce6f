"""What happened that matters for security: signing in, failures, passwords, grants."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crm.language import N_

KINDS = {
    "sign_in": N_("Signed in"),
    "sign_in_failed": N_("Sign-in failed"),
    "sign_out": N_("Signed out"),
    "session_end": N_("Session ended"),
    "password_change": N_("Password changed"),
    "password_reset_asked": N_("Password reset asked for"),
    "password_reset": N_("Password reset"),
    "invitation": N_("Invited"),
    "grant": N_("Rights changed"),
    "setting": N_("Setting changed"),
    "proof_failed": N_("Confirmation failed"),
    "factor_added": N_("Second factor set up"),
    "factor_removed": N_("Second factor removed"),
    "factor_reset": N_("Second factors reset by an administrator"),
    "recovery_codes": N_("Recovery codes made"),
    "recovery_code": N_("Recovery code used"),
    "token": N_("API token made"),
    "token_revoked": N_("API token revoked"),
    "export": N_("Records exported"),
}


@dataclass(frozen=True)
class SecurityEvent:
    """One event; never changed, never removed."""

    id: int
    at: datetime
    kind: str
    user_id: int | None
    address: str | None
    detail: dict[str, Any]
