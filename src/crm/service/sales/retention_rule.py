"""Rules of how long records are kept: set by whoever may erase, with what each of them would take now."""

from collections.abc import Callable
from typing import Any

from crm import current
from crm.dao.platform.field import FieldDao
from crm.dao.sales.erasure import ErasureDao
from crm.dao.sales.retention_rule import RetentionRuleDao
from crm.domain.kit.filter import Query, Sort
from crm.domain.sales.retention_rule import ANONYMISE, Foreseen, RetentionRule, RetentionRuleDraft, Run, due
from crm.errors import Invalid, NotFound
from crm.language import Words
from crm.service.kit.record import Kit
from crm.service.kit.transaction import reading
from crm.service.platform.subject_rule import SubjectRuleService
from crm.service.sales.legal_hold import LegalHoldService

COUNTED = 1000  # records that a preview looks through
EXAMPLES = 8
RUNS = 10


class RetentionRuleService(SubjectRuleService[RetentionRule, RetentionRuleDraft]):
    records: RetentionRuleDao

    def __init__(
        self, kit: Kit, records: RetentionRuleDao, fields: FieldDao, of: Callable[[str], Any], holds: LegalHoldService, erased: ErasureDao
    ):
        super().__init__(kit, records, fields)
        self.of = of
        self.holds = holds
        self.erased = erased

    def verify(self, row: Any, before: Any | None) -> None:
        """What a rule in force does, nobody sets who may not do it himself."""
        if row.active and not current.actor().may("privacy.remove"):
            raise Invalid(active=Words("Only whoever may erase personal data puts a rule in force."))

    @reading
    def preview(self, id: int) -> Foreseen:
        """What the rule would take now, in force or not, and of the first of them those that the reader may see. Counts no further
        than COUNTED."""
        rule = self.get(id)
        rows = self.piece(rule, 0, COUNTED + 1)
        taken = self.left(rule, [row.id for row in rows[:COUNTED]])
        examples = sorted(self.of(rule.subject).find(taken[:EXAMPLES]), key=lambda row: row.id)
        return Foreseen(len(taken), len(self.holds.held(taken)), len(rows) > COUNTED, tuple(examples))

    def piece(self, rule: Any, after: int, size: int) -> list[Any]:
        """The next records that are old enough, in the order of their numbers; in the transaction under way."""
        if (asked := due(rule, current.today())) is None:
            return []
        with current.acting(actor=current.everyone()):
            return self.of(rule.subject).records.page(Query(asked, Sort(()), (after,), size), size)  # type: ignore[no-any-return]

    def left(self, rule: Any, ids: list[int]) -> list[int]:
        """Those that the rule has not dealt with yet: what is anonymous stays where it is; in the transaction under way."""
        done = set(self.erased.anonymised(ids)) if rule.action == ANONYMISE else set()
        return [id for id in ids if id not in done]

    @reading
    def runs(self, id: int) -> list[Run]:
        """What the rule did lately."""
        self.require("view")
        return self.records.runs(id, RUNS)

    @reading
    def run(self, id: int) -> Run:
        self.require("view")
        if found := self.records.one_run(id):
            return found
        raise NotFound()
