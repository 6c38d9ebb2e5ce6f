"""Evaluations of salespeople: made in the night after a period from what all records say, put down, and never made anew by themselves."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from crm import current
from crm.dao.sales.evaluation import EvaluationDao
from crm.dao.sales.target import Placed, TargetDao
from crm.domain.kit.dates import add_months
from crm.domain.sales.attainment import NOTHING
from crm.domain.sales.evaluation import Evaluation, EvaluationDraft
from crm.domain.sales.evaluation_score import ASPECTS, Line, lines, mean, score
from crm.domain.sales.forecast import Period, period_of
from crm.domain.sales.target import months_in, summed
from crm.domain.sales.target_measure import MEASURES
from crm.errors import Invalid
from crm.language import N_, Words
from crm.service.customer.calendar import midnight
from crm.service.kit.job import scheduled
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import transactional
from crm.service.sales.attainment import AttainmentService
from crm.service.sales.attainment_line import value
from crm.service.sales.evaluation_scheme import EvaluationSchemeService

Facts = dict[str, tuple[Decimal | None, Decimal | None]]


class EvaluationService(RecordService[Evaluation, EvaluationDraft]):
    records: EvaluationDao

    def __init__(
        self, kit: Kit, records: EvaluationDao, schemes: EvaluationSchemeService, attainments: AttainmentService, targets: TargetDao
    ):
        super().__init__(kit, records)
        self.schemes = schemes
        self.attainments = attainments
        self.targets = targets

    @scheduled("50 0 1 * *", label=N_("Evaluate salespeople whose period is over"))
    def nightly(self, _: Any = None) -> int:
        """On the first of each month, the period that is over of each scheme in use; one that was evaluated stays as it is."""
        return sum(self._due(id) for id in self._in_use())

    @transactional
    def _in_use(self) -> list[int]:
        return self.schemes.records.in_use()

    @transactional
    def _due(self, scheme_id: int) -> int:
        scheme = self.schemes.get(scheme_id)
        period = period_of(scheme.span, current.today()).shifted(-1)
        return 0 if self.records.done(scheme_id, period.start) else self._evaluate(scheme, period)

    @transactional
    def evaluate(self, scheme_id: int, day: Any) -> int:
        """Evaluate the period of the scheme that the day lies in; gives how many people. Once it was, it stays."""
        self.schemes.require("edit")
        scheme = self.schemes.get(scheme_id)
        period = period_of(scheme.span, day)
        if period.until > current.today():
            raise Invalid(period=Words("This period is not over yet."))
        if self.records.done(scheme_id, period.start):
            raise Invalid(period=Words("This period was evaluated already. Remove its evaluations to have it done anew."))
        return self._evaluate(scheme, period)

    def _evaluate(self, scheme: Any, period: Period) -> int:
        """By all records, whoever asks for it."""
        with current.acting(actor=current.everyone()):
            people, facts = self._people(scheme), self._facts(scheme, period)
            weights = {aspect.weight: getattr(scheme, aspect.weight) for aspect in ASPECTS}
            found = [(one, lines(weights, facts[one.owner_id])) for one in people if one.owner_id in facts]
            rows = _rows(scheme, period, [(one, parts) for one, parts in found if score(parts) is not None])
            if rows:
                self.writer.insert(self.module, self.records, rows)
        return len(rows)

    def _people(self, scheme: Any) -> list[Placed]:
        """Whoever is active in the department of the scheme and those below it, or anywhere."""
        tree = self.attainments.tree()
        within = tree.below.get(scheme.team_id, ()) if scheme.team_id else tuple(one.id for one in tree.choices)
        return self.targets.staff(list(within)) if within else []

    def _facts(self, scheme: Any, period: Period) -> dict[int, Facts]:
        """Of each person, what each aspect is made of: one statement for each."""
        facts: dict[int, Facts] = defaultdict(dict)
        measure, since, until = MEASURES[scheme.measure], midnight(period.start), midnight(period.until)
        actual: dict[int | None, Any] = defaultdict(lambda: NOTHING)
        for one in self.attainments.reached(measure, period):
            actual[one.owner_id] += value(measure, one.amount, one.number)
        for target in self.targets.of_year(period.start.year, measure.name):
            if target.person_id and not target.by_product:
                facts[target.person_id]["attainment"] = actual[target.person_id], summed(months_in(target, period))
        norm = scheme.activities_a_day * sum(self.attainments.time(period).all)
        for touched in self.records.touches(since, until):
            facts[touched.owner_id]["activity"] = Decimal(touched.number), norm
        for closed in self.records.decided(since, until):
            facts[closed.owner_id]["win"] = (100 * Decimal(closed.won) / closed.decided).quantize(Decimal("0.1")), scheme.win_goal
            facts[closed.owner_id]["cycle"] = (None if closed.days is None else Decimal(closed.days)), Decimal(scheme.cycle_goal)
        for dues in self.records.dues(period.start, period.until):
            facts[dues.owner_id]["overdue"] = dues.overdue, dues.due
        for kept in self.records.customers(add_months(period.until, -24), add_months(period.until, -12), period.until):
            facts[kept.owner_id]["kept"] = Decimal(kept.kept), Decimal(kept.base)
        return facts


def _rows(scheme: Any, period: Period, found: list[tuple[Placed, list[Line]]]) -> list[Evaluation]:
    """What is put down: each person's score, and its place among those of the same department."""
    scores = {one.owner_id: score(parts) or Decimal(0) for one, parts in found}
    peers = defaultdict[int | None, list[Decimal]](list)
    for one, _ in found:
        peers[one.department_id].append(scores[one.owner_id])
    return [
        Evaluation(
            name=f"{one.name} · {period}", scheme_id=scheme.id, person_id=one.owner_id, period=str(period), starts_on=period.start,
            score=scores[one.owner_id], team_id=one.department_id, owner_id=one.owner_id, department_id=one.department_id,
            place=1 + sum(other > scores[one.owner_id] for other in peers[one.department_id]), peers=len(peers[one.department_id]),
            average=mean(peers[one.department_id]), detail=[part.kept() for part in parts],
        )
        for one, parts in found
    ]  # fmt: skip
