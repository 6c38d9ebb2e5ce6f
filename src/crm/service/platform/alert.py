"""Watches for unusual acts: once a minute, out of the security events and of what was counted; each case is told of once."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.alert import AlertDao
from crm.domain.kit.text import Refused, clean
from crm.domain.platform.alert import DAY, HOUR, KINDS, QUARTER, Alert, Case, SignIn, is_unusual, place_of
from crm.domain.platform.backup import BackupFailed
from crm.domain.platform.chain import CHAINS, ChainBroken
from crm.errors import Forbidden, Invalid, NotFound
from crm.language import N_, Words
from crm.service.kit.event import listens
from crm.service.kit.job import scheduled
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.notice import NoticeService
from crm.service.platform.setting import SettingService

MOST = 3  # cases of one kind that are told of one by one
BATCH = 1000
KEPT = timedelta(days=7)
# Kind of case -> (kind of event, time that is looked at, setting of the threshold).
BY_USER = {"exports": ("export", DAY, "alert_exports"), "reveals": ("reveal", DAY, "alert_reveals"),
           "failures": ("sign_in_failed", HOUR, "alert_failures")}  # fmt: skip
BY_ADDRESS = {"address_failures": ("sign_in_failed", HOUR, "alert_address_failures")}
ACTS = ("views", "denials")


class AlertService:
    def __init__(self, db: Database, alerts: AlertDao, notices: NoticeService, settings: SettingService):
        self.db = db
        self.alerts = alerts
        self.notices = notices
        self.settings = settings

    @reading
    def page(self, size: int, before_id: int | None = None, closed: bool = False) -> list[Alert]:
        return self.alerts.page(size, before_id, None if closed else True, True if closed else None)

    @reading
    def get(self, id: int) -> Alert:
        if found := self.alerts.get(id):
            return found
        raise NotFound()

    @reading
    def count_open(self) -> int:
        return self.alerts.count_open()

    @transactional
    def close(self, id: int, remark: str) -> Alert:
        """Say that one has looked at a case, and what came of it."""
        if not current.actor().may("alert.edit"):
            raise Forbidden()
        try:
            said = clean(remark, 1000, lines=True)
        except Refused as no:
            raise Invalid(remark=no.words) from None
        found = self.get(id)
        if not self.alerts.close(id, current.now(), current.actor().id, said or None):
            raise Invalid(remark=Words("{name} has closed this case already.", name=found.closed_name or Words("System")))
        return self.get(id)

    # Watching ----------------------------------------------------------------------

    @scheduled(every=timedelta(minutes=1), label=N_("Look for unusual acts"))
    @transactional
    def watch(self, _: Any = None) -> None:
        self._raise([*self._sums(), *self._sign_ins()])

    @listens(ChainBroken)
    def chain_broken(self, event: ChainBroken) -> None:
        now = current.now()
        self._raise([Case("chain", None, None, 1, now, now, event.name)])

    @listens(BackupFailed)
    def backup_failed(self, _: BackupFailed) -> None:
        now = current.now()
        self._raise([Case("backup", None, None, 1, now, now, "backup")], "backup.view", "/backups")

    def _sums(self) -> Iterator[Case]:
        now, get, alerts = current.now(), self.settings.get, self.alerts
        hour = now.replace(minute=0, second=0, microsecond=0) - HOUR
        for kind, (event, span, setting) in BY_USER.items():
            if least := get(setting):
                yield from (Case(kind, **vars(one)) for one in alerts.by_user(event, now - span, least))
        for kind, (event, span, setting) in BY_ADDRESS.items():
            if least := get(setting):
                yield from (Case(kind, **vars(one)) for one in alerts.by_address(event, now - span, least))
        for kind in ACTS:
            if least := get(f"alert_{kind}"):
                yield from (Case(kind, **vars(one)) for one in alerts.acts(kind, hour, least))
        yield from (Case("refused", **vars(one)) for one in alerts.by_user("sign_in_refused", now - HOUR, 1))

    def _sign_ins(self) -> Iterator[Case]:
        """Each sign-in since the last look: at which hour, and from where."""
        after = self.alerts.seen() or 0
        found = self.alerts.sign_ins(after, current.now() - DAY, BATCH)
        if not found:
            return
        self.alerts.put_seen(found[-1].id)
        hours = self.settings.get("alert_hours")
        for one in found:
            if is_unusual(one.at, one.timezone, hours):
                yield Case("hours", one.user_id, one.address, 1, one.at, one.at)
        if self.settings.get("alert_networks"):
            yield from self._new_networks(found, after)

    def _new_networks(self, found: list[SignIn], after: int) -> Iterator[Case]:
        """Whoever never signed in before has no usual network yet."""
        known: dict[int, set[str]] = {}
        for one in self.alerts.places(sorted({one.user_id for one in found}), current.now() - QUARTER, after):
            known.setdefault(one.user_id, set()).add(place_of(one.address))
        for sign_in in found:
            places, here = known.setdefault(sign_in.user_id, set()), place_of(sign_in.address)
            if places and here not in places:
                yield Case("network", sign_in.user_id, sign_in.address, 1, sign_in.at, sign_in.at)
            places.add(here)

    # Telling -----------------------------------------------------------------------

    def _raise(self, cases: Iterable[Case], permission: str = "alert.view", url: str = "/alerts") -> None:
        """New cases are written and told of to whoever has the permission; what belongs to an open one is added to it; what was closed
        within the time that is looked at stays closed."""
        now = current.now()
        known = {(one.kind, one.subject): one for one in self.alerts.known(now - DAY)}
        fresh: dict[tuple[str, str], Case] = {}
        more = {}
        for case in cases:
            key = (case.kind, case.subject)
            if key in fresh:
                fresh[key] = replace(fresh[key], n=fresh[key].n + 1, last_at=case.last_at)
            elif key not in known:
                fresh[key] = case
            elif (old := known[key]).closed_at is None and case.last_at > old.last_at:
                more[old.id] = {"id": old.id, "n": old.n + 1 if case.n == 1 else max(old.n, case.n), "last_at": case.last_at}
            elif old.closed_at and old.closed_at < now - _span(case.kind):
                fresh[key] = case
        self.alerts.extend(list(more.values()))
        self.alerts.insert([
            {"kind": one.kind, "subject": one.subject, "user_id": one.user_id, "address": one.address, "n": one.n,
             "first_at": one.first_at, "last_at": one.last_at} for one in fresh.values()
        ])  # fmt: skip
        if fresh:
            self._tell(list(fresh.values()), permission, url)

    def _tell(self, cases: list[Case], permission: str, url: str) -> None:
        people, names = self._watchers(permission), self._names([one.user_id for one in cases if one.user_id])
        for kind, own in groupby(sorted(cases, key=lambda one: one.kind), key=lambda one: one.kind):
            listed = list(own)
            if len(listed) > MOST:
                title = Words("{kind}: {n} new", n=len(listed), kind=Words(KINDS[kind][0]))
                self.notices.tell(people, "alert", title, url)
                continue
            for one in listed:
                self.notices.tell(people, "alert", said(kind, names.get(one.user_id or 0), one.address, one.n, one.what), url)

    def _watchers(self, permission: str) -> list[int]:
        """Who looks after it: whoever may see the cases, or what they are about."""
        roles = [role.id for role in self.alerts.roles() if role.administrator or role.grants.get(permission)]
        return [one.id for one in self.alerts.holders(roles)]

    def _names(self, ids: list[int]) -> dict[int, str]:
        return {one.id: one.name for one in self.alerts.names(sorted(set(ids)))} if ids else {}

    @scheduled("50 3 * * *", label=N_("Sweep out old counts of acts"))
    @transactional
    def tidy(self, _: Any = None) -> int:
        return self.alerts.forget_acts(current.now() - KEPT)


def said(kind: str, name: str | None, address: str | None, n: int, what: str = "") -> Words:
    """A case as a sentence."""
    who = Words(CHAINS[what]) if what in CHAINS else name or address or "—"
    return Words(KINDS[kind][1], who=who, n=n)


def _span(kind: str) -> timedelta:
    return DAY if kind in ("exports", "reveals", "chain", "backup") else HOUR
