"""Notices: what happened that somebody wants to know of, at the bell, on a page of its own, and by mail as each one chose."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import groupby
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.notice import NoticeDao
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.module import modules
from crm.domain.platform.job import JobEnded
from crm.domain.platform.notice import Assigned, Notice, Outgoing, Reader
from crm.errors import NotFound
from crm.language import N_, Words, moment, say, say_many
from crm.service.kit.event import listens
from crm.service.kit.job import scheduled
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.mail import MailService
from crm.service.platform.notice_push import NoticePushService
from crm.service.platform.setting import SettingService

COUNTED = 100
BATCH = 500
KEPT = timedelta(days=90)
ASSIGNED = N_("{who} assigned “{name}” to you")
SEVERAL = N_("{who} assigned “{name}” and {n} more to you")


class NoticeService:
    """Tells people, and shows each what he was told."""

    def __init__(self, db: Database, notices: NoticeDao, mails: MailService, push: NoticePushService, settings: SettingService):
        self.db = db
        self.notices = notices
        self.mails = mails
        self.push = push
        self.settings = settings

    @transactional
    def tell(self, user_ids: Iterable[int], kind: str, title: str, url: str, body: Callable[[], str] | None = None) -> list[Reader]:
        """Tell each of the users, in his own language and in the way he chose; gives those who were told.

        `url` is a path of this program. `body` makes the text of a mail, in the reader's language and time zone.
        """
        if not url.startswith("/") or url.startswith("//"):
            raise ValueError(f"A notice leads to a page of this program, not to {url}")
        now, (module, record_id) = current.now(), _about(url)
        readers = [one for one in self.notices.readers(sorted(set(user_ids)), kind) if one.way_of(kind) != "never"]
        rows, pushed = [], {}
        for reader in readers:
            mail_at = reader.mail_at(kind, now)
            with _as(reader):
                said, text = say(title)[:200], body() if body and mail_at else None
            if mail_at and mail_at <= now:
                self._send(reader, said, text, url)
            if reader.push:
                pushed[reader.id] = (said, reader.loud_at(now))
            rows.append({
                "user_id": reader.id, "kind": kind, "title": said, "url": url, "created_at": now, "body": text, "module": module,
                "record_id": record_id, "way": reader.way_of(kind), "mail_at": mail_at if mail_at and mail_at > now else None,
            })  # fmt: skip
        self.notices.insert(rows)
        self.push.tell(pushed, url)
        return readers

    def _send(self, reader: Reader, title: str, text: str | None, url: str) -> None:
        """One mail of one notice. The program itself sends it: should it fail, that is nobody's own job."""
        with current.acting(actor=current.NOBODY):
            self.mails.send(reader.mail or "", title, "\n".join(part for part in (text or title, self._link(url)) if part))

    def _link(self, url: str) -> str:
        address = self.settings.get("address")
        return f"{address.rstrip('/')}{url}" if address else ""

    # What happens elsewhere ------------------------------------------------------

    @listens(RecordsWritten)
    def assigned(self, event: RecordsWritten) -> None:
        """Each new owner hears of what he was given, unless he took it himself."""
        if event.verb != "assign" or event.module not in modules():
            return
        by_owner: dict[int, list[Assigned]] = {}
        for one in self.notices.assigned(list(event.ids)):
            if one.owner_id != current.actor().id:
                by_owner.setdefault(one.owner_id, []).append(one)
        who, module = current.actor().name or Words("System"), modules()[event.module]
        for owner, records in by_owner.items():
            more = len(records) - 1
            title = Words(SEVERAL if more else ASSIGNED, who=who, name=records[0].title, n=more)
            self.tell([owner], "assignment", title, f"{module.path}/{records[0].id}")

    @listens(JobEnded)
    def job_ended(self, event: JobEnded) -> None:
        """Whoever asked for a job hears of its end when there is something to look at, or when it was given up."""
        name = Words(event.label)
        if event.state == "quarantined":
            self.tell([event.actor_id], "job", Words("“{name}” failed", name=name), f"/jobs/{event.id}")
        elif event.url:
            self.tell([event.actor_id], "job", Words("“{name}” is finished", name=name), event.url)

    # Mails that wait -------------------------------------------------------------

    @scheduled(every=timedelta(minutes=1), label=N_("Send notices by mail"))
    def deliver(self, _: Any = None) -> None:
        while self._batch() == BATCH:
            pass

    @transactional
    def _batch(self) -> int:
        """What waited for the end of quiet hours goes out as it is; what waits for the digest goes out as one mail a person."""
        due = self.notices.take_due(current.now(), BATCH)
        wanted = sorted((one for one in due if one.read_at is None), key=lambda one: (one.user_id, one.created_at))
        readers = {one.id: one for one in self.notices.readers(sorted({one.user_id for one in wanted}), "")} if wanted else {}
        for user_id, own in groupby(wanted, key=lambda one: one.user_id):
            if (reader := readers.get(user_id)) and reader.mail:
                with _as(reader):
                    self._mail(reader, list(own))
        return len(due)

    def _mail(self, reader: Reader, own: list[Outgoing]) -> None:
        for one in own:
            if one.way != "digest":
                self._send(reader, one.title, one.body, one.url)
        if digest := [one for one in own if one.way == "digest"]:
            lines = ["\n".join(part for part in (f"{moment(one.created_at)}  {one.title}", self._link(one.url)) if part) for one in digest]
            subject = say_many("{n} notice of the day", "{n} notices of the day", len(digest))
            with current.acting(actor=current.NOBODY):
                self.mails.send(reader.mail or "", subject, "\n\n".join(lines))

    # Reading -----------------------------------------------------------------------

    @reading
    def unread(self, user_id: int) -> int:
        """How many, at most 100."""
        return self.notices.unread(user_id, COUNTED)

    @reading
    def page(self, size: int, before_id: int | None = None, kind: str | None = None, only_unread: bool = False) -> list[Notice]:
        """The actor's own, newest first."""
        return self.notices.page(current.actor().id, size, before_id, kind, only_unread or None)

    @transactional
    def open(self, id: int) -> Notice:
        """One of the actor's own; from now on it is read."""
        found = self._own(id)
        self.notices.read(current.actor().id, current.now(), id)
        return found

    @transactional
    def mark(self, id: int, read: bool) -> None:
        """Mark one of the actor's own as read, or as unread again."""
        self._own(id)
        if read:
            self.notices.read(current.actor().id, current.now(), id)
        else:
            self.notices.unread_again(id, current.actor().id)

    def _own(self, id: int) -> Notice:
        found = self.notices.get(id, current.actor().id)
        if found is None:
            raise NotFound()
        return found

    @transactional
    def read_all(self) -> int:
        return self.notices.read(current.actor().id, current.now())

    @scheduled("30 3 * * *", label=N_("Sweep out old notices"))
    @transactional
    def tidy(self, _: Any = None) -> int:
        """Sweep out what was read long ago."""
        return self.notices.forget(current.now() - KEPT)


def _as(reader: Reader) -> Any:
    """In the reader's language and on his clock."""
    return current.acting(actor=current.Actor(reader.id, "", language=reader.language, timezone=reader.timezone), language=reader.language)


def _about(url: str) -> tuple[str | None, int | None]:
    """(module, id) of the record that an address leads to."""
    path, _, id = url.partition("#")[0].partition("?")[0].rpartition("/")
    module = next((one.name for one in modules().values() if one.path == path), None)
    return (module, int(id)) if module and id.isascii() and id.isdigit() else (None, None)
