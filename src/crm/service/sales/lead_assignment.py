"""Hands leads out by the rules: as they come, or those that wait; one worker at a time, with a line for each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from crm import current
from crm.dao.kit.match import met
from crm.dao.sales.lead import LeadDao
from crm.dao.sales.lead_assignment import LeadAssignmentDao
from crm.dao.sales.lead_rule import LeadRuleDao
from crm.dao.sales.pool import PoolDao
from crm.domain.kit.field import changed
from crm.domain.sales.lead import Lead
from crm.domain.sales.lead_assignment import Assigned, Candidate, LeadsCame, Turns
from crm.domain.sales.lead_rule import LeadRule
from crm.errors import Forbidden, Invalid
from crm.language import N_
from crm.service.kit.event import listens
from crm.service.kit.job import JobHandle, handles
from crm.service.kit.record import Kit
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.job import JobService
from crm.service.platform.workday import WorkdayService
from crm.service.sales.pool_move import PoolMoveService

BATCH = 200


@dataclass(frozen=True)
class Step:
    """A lead, the rule that fits it, and who receives it."""

    lead: Lead
    rule: LeadRule
    to: Candidate | None  # None: a pool
    why: dict[str, Any]


@dataclass
class Plan:
    """What would become of some leads: who receives them, and which no rule takes."""

    steps: list[Step] = field(default_factory=list)
    left: list[Lead] = field(default_factory=list)
    more: bool = False


class LeadAssignmentService:
    def __init__(
        self, kit: Kit, dao: LeadAssignmentDao, rules: LeadRuleDao, leads: LeadDao, jobs: JobService, days: WorkdayService,
        pools: PoolDao, moves: PoolMoveService,
    ):  # fmt: skip
        self.db = kit.db
        self.dao = dao
        self.rules = rules
        self.leads = leads
        self.writer = kit.writer
        self.jobs = jobs
        self.days = days
        self.pools = pools
        self.moves = moves

    @listens(LeadsCame)
    def came(self, event: LeadsCame) -> None:
        """In the transaction that brings them."""
        if rules := [rule for rule in self.rules.active_rules() if rule.takes(event.way)]:
            for start in range(0, len(event.ids), BATCH):
                self._assign(list(event.ids[start : start + BATCH]), rules)

    # Those that wait ------------------------------------------------------------

    @reading
    def preview(self) -> Plan:
        """What the rules would do with the first of the leads that wait; nothing is written. Of all of them, for each takes a turn;
        told is only of those that the actor may see."""
        self._require("view")
        ids = self.dao.waiting(0, BATCH + 1)
        plan, seen = self._plan(ids[:BATCH], self.rules.active_rules()), {row.id for row in self.leads.find(ids[:BATCH])}
        told = [step for step in plan.steps if step.lead.id in seen]
        return Plan(told, [row for row in plan.left if row.id in seen], len(ids) > BATCH)

    @transactional
    def start(self) -> int:
        """Have all leads that wait handed out; gives the job's id."""
        self._require("edit")
        group = self.writer.sequence.take()[0]
        return self.jobs.enqueue("lead_assignment.run", {"group": group}, unique_key=f"lead_assignment.run.{group}")

    @handles("lead_assignment.run", label=N_("Hand out the leads that wait"))
    def run(self, payload: dict[str, Any], job: JobHandle) -> dict[str, Any]:
        """Each batch is a transaction of its own. Run again, it goes on with those that still wait."""
        done, after, more = 0, 0, True
        with current.acting(group_id=payload["group"]):
            while more:
                given, after, more = self._batch(after)
                done += given
                job.progress(done)
        return {"changed": done, "url": "/lead-rules/log"}

    @transactional
    def _batch(self, after: int) -> tuple[int, int, bool]:
        self.dao.lock()
        ids = self.dao.waiting(after, BATCH)
        given = self._assign(ids, self.rules.active_rules())
        return given, ids[-1] if ids else after, len(ids) == BATCH

    # Handing out ------------------------------------------------------------------

    def _assign(self, ids: list[int], rules: list[LeadRule]) -> int:
        """In the transaction under way. What a rule has handed out before stays where it is."""
        if not ids or not rules:
            return 0
        self.dao.lock()
        gone = set(self.dao.handed_out(ids))
        steps = self._plan([id for id in ids if id not in gone], rules).steps
        by_rule: dict[int, list[Step]] = defaultdict(list)
        for step in steps:
            by_rule[step.rule.id].append(step)
        for found in by_rule.values():
            with current.acting(source="rule", reason=found[0].rule.name):
                self._give(found[0].rule, found)
        self._note(steps)
        return len(steps)

    def _give(self, rule: LeadRule, steps: list[Step]) -> None:
        if rule.target == "pool":
            (pool,) = self.pools.named([rule.into_pool_id or 0])
            self.moves.into(pool, [step.lead for step in steps], "returned", rule.name)
            return
        pairs = [(one.lead, changed(one.lead, owner_id=one.to.id, department_id=one.to.department_id)) for one in steps if one.to]
        self.writer.update(self.leads.module, self.leads, pairs, "assign")

    def _plan(self, ids: list[int], rules: list[LeadRule]) -> Plan:
        """Each lead with the first rule that it meets and that has somebody to give it to."""
        rules = [rule for rule in rules if _readable(rule)]
        if not ids or not rules:
            return Plan(left=self._rows(ids))
        with current.acting(actor=current.everyone()):
            meets = met(self.leads, [rule.filter for rule in rules], ids)
        turns, teams = self._turns(rules), self._teams(rules)
        plan, now = Plan(), current.now()
        working = self.days.workdays(current.today())(current.today())
        for row in self._rows(ids):
            step = next(
                (
                    step
                    for rule, fits in zip(rules, meets[row.id], strict=True)
                    if fits and (step := self._step(row, rule, turns, teams, now, working))
                ),
                None,
            )
            if step:
                plan.steps.append(step)
            else:
                plan.left.append(row)
        return plan

    @staticmethod
    def _step(row: Lead, rule: LeadRule, turns: Turns, teams: dict[int, set[int]], now: Any, working: bool) -> Step | None:
        if rule.target == "pool":
            return Step(row, rule, None, {})
        people: Iterable[int] = [rule.person_id or 0]
        if rule.target == "team":
            people = [one.id for one in turns.candidates.values() if one.department_id in teams.get(rule.team_id or 0, ())]
        to, why = turns.next(people, now, working, rule.at_work)
        return Step(row, rule, to, why) if to else None

    def _rows(self, ids: list[int]) -> list[Lead]:
        """Those that are open, in the order in which they came."""
        with current.acting(actor=current.everyone()):
            rows: list[Lead] = self.leads.find(ids)  # type: ignore[assignment]
            return sorted((row for row in rows if row.is_open), key=lambda row: row.id)

    def _turns(self, rules: list[LeadRule]) -> Turns:
        people = sorted({rule.person_id for rule in rules if rule.target == "person" and rule.person_id})
        teams = sorted({rule.team_id for rule in rules if rule.target == "team" and rule.team_id})
        return Turns({one.id: one for one in self.dao.candidates(people, teams)})

    def _teams(self, rules: list[LeadRule]) -> dict[int, set[int]]:
        found: dict[int, set[int]] = defaultdict(set)
        if teams := sorted({rule.team_id for rule in rules if rule.target == "team" and rule.team_id}):
            for one in self.dao.below(teams):
                found[one.above_id].add(one.below_id)
        return found

    # The log ----------------------------------------------------------------------

    def _note(self, steps: list[Step]) -> None:
        ids = self.writer.sequence.take(len(steps)) if steps else []
        self.dao.note([
            {
                "id": id, "lead_id": step.lead.id, "rule_id": step.rule.id, "user_id": step.to.id if step.to else None,
                "pool_id": None if step.to else step.rule.into_pool_id, "at": current.now(), "why": step.why,
            }
            for id, step in zip(ids, steps, strict=True)
        ])  # fmt: skip

    @reading
    def log(self, size: int, lead_id: int | None = None, before_id: int | None = None) -> list[Assigned]:
        """Which rule gave which lead to whom, the newest first, of leads that the actor may see."""
        return self.dao.log(size, lead_id, before_id)

    @staticmethod
    def _require(verb: str) -> None:
        if not current.actor().may(f"lead_rule.{verb}"):
            raise Forbidden()


def _readable(rule: LeadRule) -> bool:
    """A rule whose condition names a field that is gone takes nothing; its page says so."""
    try:
        return bool(rule.filter) or True
    except Invalid:
        return False
