"""Lets details of changes and events go when their time is over. The rows stay, with the digest of what is gone: the chain holds."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.retention import RetentionDao
from crm.domain.kit.text import Refused
from crm.domain.kit.values import integer
from crm.domain.platform.journal import Change
from crm.domain.platform.retention import CHANGE, EVENT, LONGEST, Line, days_of, limit
from crm.domain.platform.setting_trace import none_or_legal
from crm.errors import Forbidden, Invalid
from crm.language import N_, Words
from crm.service.kit.job import JobHandle, scheduled
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.journal import JournalService
from crm.service.platform.security import SecurityService
from crm.service.platform.setting import SettingService

BATCH = 500


class RetentionService:
    def __init__(self, db: Database, retention: RetentionDao, journal: JournalService, security: SecurityService, settings: SettingService):
        self.db = db
        self.retention = retention
        self.journal = journal
        self.security = security
        self.settings = settings

    def general(self) -> dict[str, int]:
        """The days of what has no rule of its own."""
        return {CHANGE: self.settings.get("journal_days"), EVENT: self.settings.get("event_days")}

    @reading
    def lines(self) -> list[Line]:
        """Every kind there is, with its rule and what would go if the job ran now."""
        rules, general, now = self._rules(), self.general(), current.now()
        found = []
        for group, waiting in ((CHANGE, self.retention.sets()), (EVENT, self.retention.events())):
            for one in waiting:
                subject = f"{group}:{one.kind}"
                days = days_of(rules, subject, general)
                before = limit(days, now)
                due = self._due(group, one.kind, before) if before and one.first_at < before else 0
                found.append(Line(subject, rules.get(subject), days, one.n, due))
        return found

    def _due(self, group: str, kind: str, before: datetime) -> int:
        return self.retention.sets_before(kind, before, current.today()) if group == CHANGE else self.retention.events_before(kind, before)

    def _rules(self) -> dict[str, int]:
        return {rule.subject: rule.days for rule in self.retention.rules()}

    @transactional
    def change(self, typed: Mapping[str, str]) -> int | None:
        """Set the rules of their own: subject -> days; empty: none of its own. Gives the change set."""
        if not current.actor().may("setting.edit"):
            raise Forbidden()
        wanted, refused = {}, {}
        for subject, text in typed.items():
            try:
                wanted[subject] = _days(text)
            except Refused as no:
                refused[subject] = no.words
        if refused:
            raise Invalid(refused)
        rules = self._rules()
        before = {subject: rules.get(subject) for subject in wanted}
        after = {subject: days for subject, days in wanted.items() if days != before[subject]}
        if not after:
            return None
        for subject, days in after.items():
            if days is None:
                self.retention.drop(subject)
            else:
                self.retention.put(subject, days)
        self.security.note("setting", current.actor().id, name="retention")
        return self.journal.store("retention", "edit", next(iter(after)), [Change("retention", 0, 0, {s: before[s] for s in after}, after)])

    @scheduled("40 2 * * *", label=N_("Delete old details of changes and events"))
    def nightly(self, job: JobHandle) -> dict[str, int]:
        """Kind by kind, batch by batch, each batch a transaction; each kind of which something went is an event."""
        gone = {line.subject: self._prune(line, job.progress) for line in self.lines() if line.due}
        return {subject: n for subject, n in gone.items() if n}

    def _prune(self, line: Line, progress: Callable[[int, int], Any]) -> int:
        group, _, kind = line.subject.partition(":")
        before = limit(line.days, current.now())
        batch, done = self._batch_of_sets if group == CHANGE else self._batch_of_events, 0
        while before and (n := batch(kind, before)):
            done += n
            progress(done, max(line.due, done))
        self._note(line.subject, done, before)
        return done

    @transactional
    def _batch_of_sets(self, kind: str, before: datetime) -> int:
        if ids := self.retention.due_sets(kind, before, BATCH, current.today()):
            self.retention.drop_items(ids)
            self.retention.mark_sets(ids, current.now())
        return len(ids)

    @transactional
    def _batch_of_events(self, kind: str, before: datetime) -> int:
        if ids := self.retention.due_events(kind, before, BATCH):
            self.retention.prune_events(ids, current.now())
        return len(ids)

    @transactional
    def _note(self, subject: str, n: int, before: datetime | None) -> None:
        self.security.note("pruned", None, n=n, subject=subject, before=before.isoformat() if before else None)


def _days(text: str) -> int | None:
    if not text.strip():
        return None
    days = integer(text)
    if not 0 <= days <= LONGEST:
        raise Refused(Words("At most {max}.", max=LONGEST))
    return none_or_legal(days)
