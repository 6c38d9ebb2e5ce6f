"""What falls into a pool: foreseen, warned of, protected, and done every night."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from crm import current
from crm.dao.kit.match import met
from crm.dao.sales.pool_rule import PoolRuleDao
from crm.dao.sales.pooled import PooledDao
from crm.domain.sales.pool_rule import Fate, PoolRule, Shield
from crm.errors import Conflict, Invalid
from crm.language import N_, Words
from crm.service.kit.job import JobHandle, scheduled
from crm.service.kit.record import Kit
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.notice import NoticeService
from crm.service.sales.pool import PoolService
from crm.service.sales.pool_move import PoolMoveService, everywhere
from crm.service.sales.pool_rule import PoolRuleService

BATCH, SHOWN, AHEAD, TRIES = 500, 200, 7, 3
FURTHEST = 3650
ONE, SEVERAL = N_("“{name}” falls into a public pool soon"), N_("“{name}” and {n} more fall into a public pool soon")
LONGEST = 366


class PoolRecycleService:
    """Every record's date is reckoned in one way: for the list, for the record page, for the warning, for the night."""

    def __init__(
        self, kit: Kit, records: PoolRuleDao, pools: PoolService, rules: PoolRuleService, moves: PoolMoveService,
        pooled: Mapping[str, PooledDao], notices: NoticeService, of: Any,
    ):  # fmt: skip
        self.db = kit.db
        self.sequence = kit.writer.sequence
        self.records = records
        self.pools = pools
        self.rules = rules
        self.moves = moves
        self.pooled = pooled
        self.notices = notices
        self.of = of

    # Foreseen ----------------------------------------------------------------

    @reading
    def soon(self, ahead: int = AHEAD) -> list[Fate]:
        """The actor's own records that fall within so many days, the first to fall first."""
        return self._fates(self.rules.in_force(), ahead, owner_id=current.actor().id)

    @reading
    def fate(self, module: str, record_id: int) -> Fate | None:
        """When and why a record falls, that the actor was allowed to read, however far off."""
        rules = self.rules.in_force(module) if module in self.pooled else []
        return next(iter(self._fates(rules, FURTHEST, record_id=record_id)), None)

    def _fates(self, rules: list[PoolRule], ahead: int, **whose: int) -> list[Fate]:
        """Each record with the rule by which it falls first: of each module one query, whatever the number of rules."""
        by_module: dict[str, list[PoolRule]] = defaultdict(list)
        for rule in rules:
            if rule.is_readable:
                by_module[rule.module or ""].append(rule)
        found = [fate for name, some in by_module.items() for fate in self._of_module(name, some, ahead, whose)]
        return sorted(found, key=lambda fate: (fate.day, fate.record.id))

    def _of_module(self, module: str, rules: list[PoolRule], ahead: int, whose: Mapping[str, int]) -> list[Fate]:
        dao, today, zone = self.pooled[module], current.today(), current.timezone()
        with everywhere():
            query, cut = self.rules.question(rules, module, ahead)
            records = dao.falling(query, cut, SHOWN, 0, **whose)
            conditions = [rule.filter(module) for rule in rules]
            meets = met(dao, conditions, [one.id for one in records]) if records and any(conditions) and len(rules) > 1 else {}
        fates = []
        for record in records:
            fits = meets.get(record.id) or [True] * len(rules)
            days = [(day, rule.id, rule) for rule, fit in zip(rules, fits, strict=True) if fit and (day := record.day(rule, zone))]
            if days and (first := min(days))[0] <= today + timedelta(days=ahead):
                fates.append(Fate(record, first[2], max(today, first[0])))
        return fates

    # Protected ---------------------------------------------------------------

    @reading
    def shield(self, record_id: int) -> Shield | None:
        """What protects a record that the actor was allowed to read; None when its day has passed."""
        found = self.records.shield(record_id)
        return found if found and found.until >= current.today() else None

    @transactional
    def protect(self, module: str, id: int, until: date, reason: str) -> None:
        """Keep a record out of every pool until a day. Its owner's superior may, not the owner himself."""
        self._guarded(module, id)
        wrong: dict[str, Words] = {}
        if not 0 <= (until - current.today()).days <= LONGEST:
            wrong["until"] = Words("Choose a day within the coming year.")
        if not reason.strip():
            wrong["reason"] = Words("Please say why.")
        if wrong:
            raise Invalid(wrong)
        self.records.put_shield(id, module, until, reason.strip()[:200], current.actor().id, current.now())

    @transactional
    def expose(self, module: str, id: int) -> None:
        """Protect it no longer."""
        self._guarded(module, id)
        self.records.drop_shield(id)

    def _guarded(self, module: str, id: int) -> None:
        service = self.of(module)
        service.check_record("assign", service.get(id))

    # Every night -------------------------------------------------------------

    @scheduled("10 1 * * *", label=N_("Bring back to the pools what nobody cares for"))
    def nightly(self, job: JobHandle) -> dict[str, Any]:
        """Every rule in batches, all of one group: one undo for the night. A rule that would move too much is left out."""
        group, moved, left_out = self._group(), 0, []
        lost: dict[int, int] = defaultdict(int)
        for rule in self.rules.in_force():
            if not rule.is_readable:
                left_out.append(rule.name)
                continue
            found = self.rules.preview(rule)
            if found.is_much and found.moved > (rule.allowed or 0):
                left_out.append(rule.name)
                self._tell_stopped(rule, found.moved)
                continue
            with current.acting(source="rule", reason=rule.name, group_id=group):
                for people in self._run(rule):
                    moved += len(people)
                    for person in people:
                        lost[person] += 1
                    job.progress(moved)
        self._tell_lost(lost)
        return {"moved": moved, "url": "/pools"} | ({"left_out": left_out} if left_out else {})

    def _run(self, rule: PoolRule) -> Any:
        """Whose records fell, batch by batch, each in a transaction of its own; what others change meanwhile is tried again."""
        after, tries = 0, 0
        while True:
            try:
                people, after_next = self._batch(rule, after)
            except Conflict:
                tries += 1
                if tries == TRIES:
                    raise
                continue
            if after_next == after:
                return
            after, tries = after_next, 0
            yield people

    @transactional
    def _batch(self, rule: PoolRule, after: int) -> tuple[list[int], int]:
        pool, module = self.pools.one(rule.pool_id), rule.module or ""
        found = self.pooled[module].falling(*self.rules.question([rule], module), BATCH, after)
        if not found:
            return [], after
        with everywhere():
            rows = [row for row in self.of(module).find([one.id for one in found]) if row.owner_id and not row.pool_id]
        self.moves.into(pool, sorted(rows, key=lambda row: row.id), "returned", rule.name)
        return [row.owner_id for row in rows], found[-1].id

    @transactional
    def _group(self) -> int:
        return self.sequence.take()[0]

    # Told --------------------------------------------------------------------

    @scheduled("0 8 * * *", label=N_("Warn of what will fall into a pool"))
    @transactional
    def warn(self, _: Any = None) -> int:
        """Each owner hears once a morning how many of his records fall, as early as the rule says."""
        warned: dict[int, dict[int, Fate]] = defaultdict(dict)
        for rule in self.rules.in_force():
            if rule.warn_days and rule.is_readable:
                for fate in self._all_within(rule):
                    warned[fate.record.owner_id].setdefault(fate.record.id, fate)
        for owner, fates in warned.items():
            first = min(fates.values(), key=lambda fate: (fate.day, fate.record.id))
            more = len(fates) - 1
            words = SEVERAL if more else ONE
            self.notices.tell([owner], "pool", Words(words, name=first.record.name, n=more), "/pools/falling")
        return len(warned)

    def _all_within(self, rule: PoolRule) -> Any:
        module, after = rule.module or "", 0
        today, zone, question = current.today(), current.timezone(), self.rules.question([rule], module, rule.warn_days)
        while True:
            with everywhere():
                found = self.pooled[module].falling(*question, BATCH, after)
            for record in found:
                yield Fate(record, rule, max(today, record.day(rule, zone) or today))
            if len(found) < BATCH:
                return
            after = found[-1].id

    @transactional
    def _tell_lost(self, lost: Mapping[int, int]) -> None:
        for person, count in lost.items():
            self.notices.tell([person], "pool", Words("{n} of your records went back to a public pool tonight", n=count), "/pools")

    @transactional
    def _tell_stopped(self, rule: PoolRule, count: int) -> None:
        """Whoever answers for the rule hears that it was not run."""
        if rule.updated_by:
            title = Words("“{name}” was not run: it would have moved {n} records", name=rule.name, n=count)
            self.notices.tell([rule.updated_by], "pool", title, f"/pool-rules/{rule.id}")
