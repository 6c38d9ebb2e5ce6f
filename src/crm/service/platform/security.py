"""Keeps what matters for security, in the transaction in which it happens."""

from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.security import SecurityDao
from crm.domain.platform.security import KINDS, SecurityEvent
from crm.service.kit.transaction import reading, transactional


class SecurityService:
    def __init__(self, db: Database, security: SecurityDao):
        self.db = db
        self.security = security

    @transactional
    def note(self, kind: str, user_id: int | None = None, address: str | None = None, **detail: Any) -> None:
        """Store an event about a user; who did it is the actor. Raises KeyError for a kind that has no words."""
        KINDS[kind]
        self.security.insert(current.now(), kind, user_id, address, detail | {"by": current.actor().id})

    @reading
    def page(self, user_id: int | None = None, size: int = 50) -> list[SecurityEvent]:
        """The newest events, of one user or of all."""
        return self.security.page(size, user_id)
