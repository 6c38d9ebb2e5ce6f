"""Keeps what matters for security, in the transaction in which it happens: each event chained to the one before it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.security import SecurityDao
from crm.domain.platform.security import KINDS, EventHead, EventLine, SecurityEvent, SecurityNoted, event_chain, event_digest
from crm.service.kit.event import Events
from crm.service.kit.transaction import reading, transactional

NOTHING_SINCE = 2**62  # an id that no event has


class SecurityService:
    def __init__(self, db: Database, security: SecurityDao, events: Events):
        self.db = db
        self.security = security
        self.events = events

    @transactional
    def note(self, kind: str, user_id: int | None = None, address: str | None = None, n: int = 1, **detail: Any) -> None:
        """Store an event about a user; who did it is the actor, `n` how many records it is about. Raises KeyError for a kind that
        has no words."""
        self._store(kind, [(user_id, detail)], address, n)

    @transactional
    def note_all(self, kind: str, details: Mapping[int, Mapping[str, Any]]) -> None:
        """The same for each of many users at once: user -> detail."""
        if details:
            self._store(kind, list(details.items()))

    def _store(self, kind: str, about: Sequence[tuple[int | None, Mapping[str, Any]]], address: str | None = None, n: int = 1) -> None:
        KINDS[kind]
        self.security.lock()
        head, at, context = self.security.head() or EventHead(0, ""), current.now(), current.context()
        rows: list[dict[str, Any]] = []
        for user_id, detail in about:
            said, id = {**detail, "by": context.actor.id}, head.event_id + 1
            digest = event_digest(address, said, context.request_id)
            head = EventHead(id, event_chain(head.hash, id, at, kind, user_id, n, digest))
            rows.append({
                "id": id, "at": at, "kind": kind, "user_id": user_id, "address": address, "detail": said, "n": n,
                "request_id": context.request_id, "digest": digest, "hash": head.hash,
            })  # fmt: skip
        self.security.insert(rows)
        self.security.move_head(head.event_id, head.hash)
        for row in rows:
            self.events.publish(SecurityNoted(kind, row["user_id"], address, row["detail"]))

    @reading
    def page(self, user_id: int | None = None, size: int = 50) -> list[SecurityEvent]:
        """The newest events, of one user or of all."""
        return self.security.page(size, user_id)

    @reading
    def lines(self, size: int, since: datetime | None = None, until: datetime | None = None, **criteria: Any) -> list[EventLine]:
        """The newest events that meet the criteria of SecurityDao.lines."""
        first = None if since is None else self.security.first_since(since) or NOTHING_SINCE
        last = None if until is None else self.security.last_until(until) or 0
        return self.security.lines(size, first_id=first, last_id=last, **criteria)
