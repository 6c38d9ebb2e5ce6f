"""Rules for grades, stages and tags: tried out before they run, run as a job, undone as one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from crm import current
from crm.dao.customer.grade_rule import GradeRuleDao
from crm.domain.customer.account import Account
from crm.domain.customer.grade_rule import GradeRule, GradeRuleDraft
from crm.domain.kit.filter import Query, Sort
from crm.domain.kit.filter_tree import Group
from crm.domain.platform.journal import Outcome
from crm.errors import Forbidden, Invalid
from crm.language import N_
from crm.service.customer.account import AccountService
from crm.service.kit.job import JobHandle, handles, scheduled
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.job import JobService
from crm.service.platform.user import UserService

BATCH, TRIED, NAMED = 500, 5000, 8
ORDER = Sort((("created_at", False),))  # what a rule writes does not move the customers along


@dataclass
class Trial:
    """What one rule would do: how many customers it meets and would change, and the first of them."""

    rule: GradeRule
    met: int = 0
    changed: int = 0
    more: bool = False
    examples: list[Account] = field(default_factory=list)


class GradeRuleService(RecordService[GradeRule, GradeRuleDraft]):
    records: GradeRuleDao

    def __init__(self, kit: Kit, records: GradeRuleDao, accounts: AccountService, jobs: JobService, users: UserService):
        super().__init__(kit, records)
        self.accounts = accounts
        self.jobs = jobs
        self.users = users

    @reading
    def rules(self) -> list[GradeRule]:
        return self.records.active_rules()

    @reading
    def trial(self) -> list[Trial]:
        """What each rule would do to the customers whom the actor sees, looking at the first few thousand of each."""
        self.require("view")
        return self._tried(self.records.active_rules())

    @reading
    def preview(self, rule: GradeRule) -> Trial:
        """What one rule would do that is not saved yet, those before it having decided."""
        self.require("view")
        rank = (rule.position, rule.id or float("inf"))
        before = [one for one in self.records.active_rules() if one.id != rule.id and (one.position, one.id) < rank]
        same = [one for one in before if one.target == rule.target != "tag"]
        return self._tried([*same, rule])[-1]

    def _tried(self, rules: Iterable[GradeRule]) -> list[Trial]:
        found, decided = [], set[tuple[str, int]]()
        for rule in rules:
            trial = Trial(rule)
            for rows in self._met(rule.filter):
                trial.more = trial.met + len(rows) > TRIED
                if trial.more:
                    break
                fresh = [row for row in self._undecided(rule, rows, decided) if not _has(rule, row)]
                trial.met += len(rows)
                trial.changed += len(fresh)
                trial.examples += fresh[: NAMED - len(trial.examples)]
            found.append(trial)
        return found

    @staticmethod
    def _undecided(rule: GradeRule, rows: list[Account], decided: set[tuple[str, int]]) -> list[Account]:
        """Those whose grade or stage no rule before has decided; tags add up."""
        if rule.target == "tag":
            return rows
        free = [row for row in rows if (rule.target, row.id) not in decided]
        decided.update((rule.target, row.id) for row in free)
        return free

    def _met(self, condition: Group) -> Iterator[list[Account]]:
        """The customers that meet it, in batches, in the transaction under way or each in one of its own."""
        after: tuple[Any, ...] | None = None
        while True:
            rows = self.accounts.page(Query(condition, ORDER, after, BATCH))
            if rows:
                yield rows[:BATCH]
            if len(rows) <= BATCH:
                return
            after = (rows[BATCH - 1].created_at, rows[BATCH - 1].id)

    @transactional
    def start(self) -> int:
        """Have all rules applied, as far as the actor may change customers; gives the job's id."""
        self.require("edit")
        group = self._group()
        return self.jobs.enqueue("grade_rule.run", {"group": group}, unique_key=f"grade_rule.run.{group}")

    @handles("grade_rule.run", label=N_("Apply grade rules"))
    def run(self, payload: dict[str, Any], job: JobHandle) -> dict[str, Any]:
        """Each batch is a transaction and a change set; all are of one group. Run again, it goes on where it stopped."""
        return self._apply(payload["group"], job, nightly=False)

    @scheduled("30 2 * * *", label=N_("Apply the grade rules that run every night"))
    def nightly(self, job: JobHandle) -> dict[str, Any]:
        """Those that are switched on for it, each with the rights of whoever changed it last: a rule grants nobody anything."""
        if not any(rule.daily for rule in self.rules()):
            return {"changed": 0}
        return self._apply(self._group(), job, nightly=True)

    @transactional
    def _group(self) -> int:
        return self.writer.sequence.take()[0]

    def _apply(self, group: int, job: JobHandle, nightly: bool) -> dict[str, Any]:
        """At night the other rules decide too, for their place is the same, but write nothing."""
        decided: set[tuple[str, int]] = set()
        written, last, refused, left_out = 0, None, 0, []
        for rule in self.rules():
            who = self._answerable(rule) if nightly else current.actor()
            if who is None:
                left_out.append(rule.name)
                continue
            try:
                with current.acting(actor=who, source="rule", reason=rule.name, group_id=group):
                    for rows in self._met(rule.filter):
                        ids = [row.id for row in self._undecided(rule, rows, decided) if not _has(rule, row)]
                        outcome = self._give(rule, ids) if ids and (rule.daily or not nightly) else Outcome()
                        written, refused = written + len(outcome.done), refused + len(outcome.refused)
                        last = outcome.change_set_id or last
                        job.progress(written)
            except (Forbidden, Invalid):
                if not nightly:
                    raise
                left_out.append(rule.name)  # a field of its condition is gone, or the right: the others run all the same
        found = {"changed": written, "refused": refused, "url": f"/journal/{last}" if last else "/grade-rules"}
        return found | ({"left_out": left_out} if left_out else {})

    def _answerable(self, rule: GradeRule) -> current.Actor | None:
        """Whoever changed the rule last; None when that person may no longer sign in. The program's own rules are its own."""
        return self.users.actor(rule.updated_by) if rule.updated_by else current.actor()

    def _give(self, rule: GradeRule, ids: list[int]) -> Outcome:
        if rule.target == "tag":
            return self.accounts.tag_all(ids, [rule.value], [])
        return self.accounts.change_all(ids, {rule.target: rule.result})


def _has(rule: GradeRule, row: Account) -> bool:
    """Whether the customer has already what the rule gives."""
    return rule.value in row.tags if rule.target == "tag" else getattr(row, rule.target) == rule.result
