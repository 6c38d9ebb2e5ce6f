"""Carries out the rules of retention every night, piece by piece: a run that was broken off goes on where it stood."""

from collections.abc import Callable
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.sequence import SequenceDao
from crm.dao.sales.retention_rule import RetentionRuleDao
from crm.domain.sales.retention_rule import ANONYMISE, ERASE, Keeping, Run
from crm.errors import Invalid, NotFound
from crm.language import N_
from crm.service.kit.job import JobHandle, scheduled
from crm.service.kit.transaction import reading, transactional
from crm.service.sales.erasure import ErasureService
from crm.service.sales.legal_hold import LegalHoldService
from crm.service.sales.retention_rule import RetentionRuleService

PIECE = 200  # records of one transaction
ERASED = 200  # people of one rule in one night: each of them is looked for in the whole journal
GROUND = "purpose"
Tally = tuple[int, int, int]  # done, held, refused


class RetentionRunService:
    def __init__(
        self, db: Database, dao: RetentionRuleDao, rules: RetentionRuleService, of: Callable[[str], Any], erasures: ErasureService,
        holds: LegalHoldService, sequence: SequenceDao,
    ):  # fmt: skip
        self.db = db
        self.dao = dao
        self.rules = rules
        self.of = of
        self.erasures = erasures
        self.holds = holds
        self.sequence = sequence

    @scheduled("10 1 * * *", label=N_("Carry out the rules of retention"))
    def nightly(self, job: JobHandle) -> dict[str, int]:
        """Rule by rule in their order; gives how many records each took."""
        with current.acting(actor=current.everyone()):
            return {rule.name: n for rule in self._live() if (n := self.carry_out(rule, job))}

    @reading
    def _live(self) -> list[Keeping]:
        return [rule for rule in self.dao.every() if rule.live]

    def carry_out(self, rule: Keeping, job: JobHandle) -> int:
        """Go on with the run of the rule, or begin one; gives how many records it took. Each piece is a transaction of its own."""
        run, taken = self._begun(rule), 0
        after = run.after_id
        with current.acting(source="retention", reason=rule.name, group_id=run.id):
            while ids := self._next(rule, after):
                after = ids[-1]
                n = self._erase(run, rule, ids) if rule.action == ERASE else self._take(run, rule, ids)
                taken += n
                job.progress(taken)
                if rule.action == ERASE and taken >= ERASED:
                    return taken
        self._ended(run)
        return taken

    @transactional
    def _begun(self, rule: Keeping) -> Run:
        if found := self.dao.open_run(rule.id):
            return found
        (id,) = self.sequence.take()
        self.dao.begin_run(id, rule.id, rule.name, rule.subject, rule.action, current.now())
        return self.dao.open_run(rule.id)  # type: ignore[return-value]

    @reading
    def _next(self, rule: Keeping, after: int) -> list[int]:
        return [row.id for row in self.rules.piece(rule, after, PIECE)]

    @transactional
    def _take(self, run: Run, rule: Keeping, ids: list[int]) -> int:
        """Delete the records, or take their texts. What is held, or waits for a decision, stays as it is."""
        service, held = self.of(rule.subject), self.holds.held(ids)
        if rule.action == ANONYMISE:
            rows = service.records.find(self.rules.left(rule, ids))
            stuck = {rows[at].id for at in service.guarded([(None, row) for row in rows])}
            done = [row.id for row in rows if row.id not in stuck]
            if done:
                self.erasures.anonymise(rule.subject, done, GROUND)
            refused = len(stuck - held.keys())
        else:
            outcome = service.remove_all(ids)
            done, refused = outcome.done, len(outcome.refused.keys() - held.keys())
        self.dao.move_run(run.id, ids[-1], len(done), len(held), refused)
        return len(done)

    def _erase(self, run: Run, rule: Keeping, ids: list[int]) -> int:
        """Each person in a transaction of its own, with what the run remembers of it. One that went with another is passed over."""
        return sum(self._erased(run, rule, id) for id in ids)

    @transactional
    def _erased(self, run: Run, rule: Keeping, id: int) -> int:
        try:
            self.erasures.erase(rule.subject, id, GROUND)
            tally: Tally = (1, 0, 0)
        except NotFound:
            tally = (0, 0, 0)
        except Invalid:
            tally = (0, 1, 0) if self.erasures.reach(rule.subject, id).holds else (0, 0, 1)
        self.dao.move_run(run.id, id, *tally)
        return tally[0]

    @transactional
    def _ended(self, run: Run) -> None:
        """A night on which nothing was due leaves nothing behind."""
        if not self.dao.drop_empty(run.id):
            self.dao.end_run(run.id, current.now())
