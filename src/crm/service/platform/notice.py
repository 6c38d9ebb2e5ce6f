"""Notices: what happened that somebody wants to know of, shown at the bell and on a page of its own."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.notice import NoticeDao
from crm.domain.platform.notice import Notice, Reader
from crm.errors import NotFound
from crm.language import N_, say
from crm.service.kit.job import scheduled
from crm.service.kit.transaction import reading, transactional

COUNTED = 100
KEPT = timedelta(days=90)


class NoticeService:
    """Tells people, and shows each what he was told."""

    def __init__(self, db: Database, notices: NoticeDao):
        self.db = db
        self.notices = notices

    @transactional
    def tell(self, user_ids: Iterable[int], kind: str, title: str, url: str) -> list[Reader]:
        """Tell each of the users, in his own language; gives those who are still here. `url` is a path of this program."""
        if not url.startswith("/") or url.startswith("//"):
            raise ValueError(f"A notice leads to a page of this program, not to {url}")
        readers, now = self.notices.readers(sorted(set(user_ids))), current.now()
        rows = []
        for reader in readers:
            with current.acting(language=reader.language):
                said = say(title)[:200]
            rows.append({"user_id": reader.id, "kind": kind, "title": said, "url": url, "created_at": now})
        self.notices.insert(rows)
        return readers

    @reading
    def unread(self, user_id: int) -> int:
        """How many, at most 100."""
        return self.notices.unread(user_id, COUNTED)

    @reading
    def page(self, size: int, before_id: int | None = None) -> list[Notice]:
        """The actor's own, newest first."""
        return self.notices.page(current.actor().id, size, before_id)

    @transactional
    def open(self, id: int) -> Notice:
        """One of the actor's own; from now on it is read."""
        found = self.notices.get(id, current.actor().id)
        if found is None:
            raise NotFound()
        self.notices.read(current.actor().id, current.now(), id)
        return found

    @transactional
    def read_all(self) -> int:
        return self.notices.read(current.actor().id, current.now())

    @scheduled("30 3 * * *", label=N_("Sweep out old notices"))
    @transactional
    def tidy(self, _: Any = None) -> int:
        """Sweep out what was read long ago."""
        return self.notices.forget(current.now() - KEPT)
