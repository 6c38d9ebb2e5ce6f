"""Today: everything that waits for a person, from all sources, in one order that can be read and changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from crm import current
from crm.dao.customer.today import TodayDao
from crm.dao.kit.database import Database
from crm.domain.customer.account import Account
from crm.domain.customer.activity import TOUCHES, Activity, ActivityDraft
from crm.domain.customer.today import FOR_GOOD, GENERAL, Item, Ranked, ranked, read_weights, together
from crm.domain.kit.filter import Condition, Group, Query, Sort
from crm.domain.kit.moments import moment
from crm.domain.kit.text import Refused
from crm.errors import Invalid, NotFound
from crm.language import Words
from crm.service.customer.account import AccountService
from crm.service.customer.activity import ActivityService
from crm.service.customer.today_source import RecordSource, Source, gathered
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.setting import SettingService

RECENT = 6
SHOWN = 100
MORNING = time(9)
SETTING = "today_weights"


@dataclass(frozen=True, slots=True)
class Today:
    """One person's day."""

    queue: list[Ranked]
    later: list[Item]  # tasks of the coming week
    put_off: list[tuple[Ranked, datetime]]


class TodayService:
    """Gathers what waits for the actor."""

    def __init__(self, db: Database, days: TodayDao, activities: ActivityService, accounts: AccountService, settings: SettingService):
        self.db = db
        self.days = days
        self.activities = activities
        self.accounts = accounts
        self.settings = settings
        self.sources: dict[str, Source] = {}

    def connect(self, service: Any) -> None:
        """Know a source; the container offers every service."""
        if isinstance(service, Source):
            self.sources[service.name] = service

    @reading
    def mine(self) -> Today:
        """The queue in its order, what comes next week, and what was put off."""
        weights, now = self.weights(), current.now()
        away = {one.key: one.until for one in self.days.put_offs(current.actor().id, now)}
        due, later, put_off = [], [], []
        for item in self._items(now):
            one = ranked(item, self.sources[item.source].label, weights)
            if item.key in away:
                if away[item.key] < now + FOR_GOOD / 2:
                    put_off.append((one, away[item.key]))
            elif item.today:
                due.append(one)
            else:
                later.append(item)
        return Today(together(due)[:SHOWN], later, put_off)

    def _items(self, now: datetime) -> Iterator[Item]:
        """From all sources; those of records are asked together, module by module."""
        by_module: dict[str, list[RecordSource]] = {}
        for source in self._open():
            if isinstance(source, RecordSource):
                by_module.setdefault(source.module, []).append(source)
            else:
                yield from source.items(now)
        for sources in by_module.values():
            yield from gathered(sources, now)

    def _open(self) -> list[Source]:
        return [source for source in self.sources.values() if not source.permission or current.actor().may(source.permission)]

    @reading
    def recent(self) -> list[Account]:
        """The actor's own customers, the last changed first."""
        mine = Group((Condition("owner_id", "any", ("me",)),))
        return self.accounts.page(Query(mine, Sort((("updated_at", True),)), size=RECENT))[:RECENT]

    # What one does with a line -------------------------------------------------

    @transactional
    def finish(self, key: str) -> None:
        """Deal with a line: a task is done, a mention or a failed job is not shown again."""
        source, id = self._of(key)
        if until := source.finish(id):
            self.days.put_off(current.actor().id, key, until)

    @transactional
    def snooze(self, key: str, until: str) -> datetime | None:
        """Put a line off, until a moment as people type it; gives the moment when Today keeps it."""
        source, id = self._of(key)
        if source.snooze(id, until):
            return None
        try:
            at = moment(until, current.now(), current.timezone(), at=MORNING)
        except Refused as no:
            raise Invalid(until=no.words) from None
        if not current.now() < at < current.now() + timedelta(days=366):
            raise Invalid(until=Words("Choose a time within the coming year."))
        self.days.forget(current.now())
        self.days.put_off(current.actor().id, key, at)
        return at

    @transactional
    def bring_back(self, key: str) -> None:
        self.days.bring_back(current.actor().id, key)

    @transactional
    def touch(self, module: str, id: int, kind: str, name: str) -> Activity:
        """Log a call, a visit, a mail or a meeting with whom a line concerns."""
        if kind not in TOUCHES:
            raise Invalid(kind=Words("Please choose one from the list."))
        return self.activities.create(ActivityDraft.parse({"kind": kind, "name": name, "subject_module": module, "subject_id": id}))

    def _of(self, key: str) -> tuple[Source, int]:
        name, _, id = key.partition(":")
        if name not in self.sources or not id.isascii() or not id.isdigit() or len(id) > 18:
            raise NotFound()
        return self.sources[name], int(id)

    # The order -----------------------------------------------------------------

    def weights(self) -> dict[str, int]:
        """Every weight of the formula, by its name."""
        default = GENERAL | {source.name: source.base for source in self.sources.values()}
        return default | {name: value for name, value in read_weights(self.settings.get(SETTING)).items() if name in default}

    @transactional
    def reweigh(self, raw: Mapping[str, str]) -> int | None:
        """Change weights; none at all brings the defaults back. Gives the change set. Raises Invalid by the weight's name."""
        given: dict[str, str] = {name: raw[name].strip() for name in self.weights() if raw.get(name, "").strip()}
        refused: dict[str, Words] = {}
        for name, text in given.items():
            try:
                read_weights(f"{name}={text}")
            except Refused as no:
                refused[name] = no.words
        if refused:
            raise Invalid(refused)
        return self.settings.change({SETTING: ",".join(f"{name}={int(text)}" for name, text in given.items())})
