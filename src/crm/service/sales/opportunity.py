"""Deals: where they stand, what must be known before they go on, and what they are worth in the company's currency."""

from collections import defaultdict
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from crm import current
from crm.dao.sales.opportunity import OpportunityDao
from crm.dao.sales.opportunity_tally import TallyDao
from crm.dao.sales.playbook import PlaybookDao
from crm.dao.sales.stage import Step
from crm.domain.customer.event import Touched
from crm.domain.kit.field import changed
from crm.domain.kit.filter import Group, Query
from crm.domain.kit.money import Money
from crm.domain.platform.journal import Outcome
from crm.domain.sales.line import LinesChanged
from crm.domain.sales.opportunity import Opportunity, OpportunityDraft
from crm.domain.sales.opportunity_rule import left_behind, needs, place, settled, weighted
from crm.domain.sales.stage import condition_of
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.each import Figures
from crm.service.kit.event import listens
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional
from crm.service.sales.pipeline import PipelineService
from crm.service.sales.rate import RateService
from crm.service.sales.reason import ReasonService
from crm.service.sales.stage import StageService

_asks: ContextVar[bool] = ContextVar("crm_stage_asks", default=True)  # whether a stage asks for what it needs
KEPT, KEPT_BY = ("amount_base", "weighted"), ("pipeline_id", "stage_id", "owner_id", "department_id")
WORTH = ("amount", "currency", "state")


class OpportunityService(RecordService[Opportunity, OpportunityDraft]):
    records: OpportunityDao

    def __init__(
        self, kit: Kit, records: OpportunityDao, pipelines: PipelineService, stages: StageService, reasons: ReasonService,
        rates: RateService, tallies: TallyDao, playbook: PlaybookDao,
    ):  # fmt: skip
        super().__init__(kit, records)
        self.pipelines = pipelines
        self.stages = stages
        self.reasons = reasons
        self.rates = rates
        self.tallies = tallies
        self.playbook = playbook

    # What follows ------------------------------------------------------------

    def complete(self, pairs: list[tuple[Any | None, Any]]) -> list[Any]:
        steps, now = self.stages.steps(), current.now()
        imported = current.source() == "import"
        own, rows = current.own_currency(), []
        for before, row in pairs:
            step = place(self._begun(row, steps), before, steps)
            if step is None:
                raise Invalid(stage_id=Words("This stage belongs to another pipeline."))
            rows.append(settled(changed(row, currency=row.currency or own), before, step, now, imported))
        for at, amount in self._worth([(before, row) for (before, _), row in zip(pairs, rows, strict=True)]).items():
            if isinstance(amount, Invalid):
                raise amount
            rows[at] = changed(rows[at], amount_base=amount)
        return [changed(row, weighted=weighted(row.amount_base, row.chance, own)) for row in rows]

    def _begun(self, row: Any, steps: dict[int, Step]) -> Any:
        """A deal that says neither stage nor pipeline begins in the first one there is."""
        if row.stage_id or row.pipeline_id:
            return row
        way = self.pipelines.first()
        if not any(step.pipeline_id == way.id for step in steps.values()):
            steps.update(self.stages.steps())
        return changed(row, pipeline_id=way.id)

    def _worth(self, pairs: list[tuple[Any | None, Any]]) -> dict[int, Money | Invalid | None]:
        """Of (as read, as it will stand): the amounts in the company's currency of those that are worth something else now, by
        the rate of the day on which that was said, or the deal was closed."""
        anew = [
            at
            for at, (before, row) in enumerate(pairs)
            if before is None or row.amount_base is None or any(getattr(before, name) != getattr(row, name) for name in WORTH)
        ]
        own, today = current.own_currency(), current.today()
        said = {at: row for at in anew if (row := pairs[at][1]).amount is not None}
        days = [row.closed_at.date() if row.closed_at else today for row in said.values()]
        counted = self.rates.in_base_all([(row.amount, row.currency or own, day) for row, day in zip(said.values(), days, strict=True)])
        return dict.fromkeys(anew) | dict(zip(said, counted, strict=True))

    # What is true ------------------------------------------------------------

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """Their stage lets them in, and their amounts can be counted in the company's currency."""
        refused, left = dict[int, Invalid](), dict[int, Step]()
        steps, whys = self.stages.steps(), self.reasons.whys()
        for at, (row, before) in enumerate(pairs):
            try:
                if step := self._enter(row, before, steps, whys):
                    left[at] = step
            except Invalid as no:
                refused[at] = no
        held = self._held({pairs[at][0].id: step for at, step in left.items()})
        refused |= {at: held[pairs[at][0].id] for at in left if pairs[at][0].id in held}
        good = [at for at in range(len(pairs)) if at not in refused]
        worth = self._worth([(before, self._stood(row, before, steps)) for row, before in (pairs[at] for at in good)])
        return refused | {good[at]: amount for at, amount in worth.items() if isinstance(amount, Invalid)}

    @staticmethod
    def _stood(row: Any, before: Any | None, steps: Mapping[int, Step]) -> Any:
        """The deal as it will stand in its stage; a new one without a stage is not closed yet."""
        step = place(row, before, steps)
        return settled(row, before, step, current.now(), current.source() == "import") if step else row

    def _enter(self, row: Any, before: Any | None, steps: Mapping[int, Step], whys: Mapping[int, Any]) -> Step | None:
        """The stage that the deal leaves, where that has a say. What is imported is history, and what is undone was there."""
        if not row.stage_id and before is None:
            return None
        if not row.stage_id and row.pipeline_id == before.pipeline_id:  # type: ignore[union-attr]
            raise Invalid(stage_id=Words("Please fill this in."))
        step = place(row, before, steps)
        if step is None:
            raise Invalid(stage_id=Words("This stage belongs to another pipeline."))
        if (before is not None and before.stage_id == step.id) or current.source() in ("import", "undo") or not _asks.get():
            return None
        if missing := needs(step, row, whys):
            raise Invalid(dict.fromkeys(missing, Words("Needed in the stage “{stage}”.", stage=step.name)))
        return left_behind(steps.get(before.stage_id), step) if before is not None else None

    def _held(self, left: Mapping[int, Step]) -> dict[int, Invalid]:
        """Deal -> why it may not leave that stage: what is still to be done there, or a condition that it does not meet."""
        undone: dict[int, list[str]] = defaultdict(list)
        for one in self.playbook.undone(sorted(left)) if left else ():
            undone[one.id].append(one.name)
        met = set(left)
        for step in {step.id: step for step in left.values() if step.condition}.values():
            here = [id for id, one in left.items() if one.id == step.id]
            met -= set(here) - set(self.records.meeting(Query(condition_of(step.condition)), here))
        todo = {
            id: Words("Still to do in the stage “{stage}”: {names}.", stage=left[id].name, names="; ".join(names))
            for id, names in undone.items()
        }
        unmet = {
            id: Words("This deal does not yet meet the condition for leaving “{stage}”.", stage=step.name)
            for id, step in left.items() if id not in met
        }  # fmt: skip
        return {id: Invalid(stage_id=why) for id, why in (unmet | todo).items()}

    @reading
    def gates(self, row: Any, field: str, value: Any) -> tuple[str, ...]:
        steps = self.stages.steps()
        if field != "stage_id" or not (step := steps.get(int(value) if str(value).isdigit() else 0)):
            return ()
        for refusal in self._held({row.id: left} if (left := left_behind(steps.get(row.stage_id), step)) else {}).values():
            raise refusal
        return needs(step, row, self.reasons.whys())

    @transactional
    def moved_all(self, ids: list[int], stage_id: int) -> Outcome:
        """Put deals into another stage without asking what it needs: theirs is going to be removed."""
        token = _asks.set(False)
        try:
            return self._bulk(ids, "edit", lambda row: changed(row, stage_id=stage_id))
        finally:
            _asks.reset(token)

    # For the board ---------------------------------------------------------

    @reading
    def asked(self, field: str) -> Mapping[str, tuple[str, ...]]:
        if field != "stage_id":
            return {}
        return {str(step.id): (*step.needed, *(("reason_id",) if step.kind == "lost" else ())) for step in self.stages.steps().values()}

    @reading
    def kept_figures(self, query: Query, by: str, names: tuple[str, ...]) -> list[Figures] | None:
        """The sums of the stages, where the list is filtered by nothing else than they are kept by, and whoever acts sees no deal
        but by whose it is."""
        if by != "stage_id" or query.words or not set(names) <= set(KEPT) or not _plain(query.filter):
            return None
        if current.actor().grants.opened.get(self.module.permission("view")):
            return None
        self.require("view")
        return [
            Figures(one.stage_id, one.deals, {name: (getattr(one, name), one.deals) for name in names}) for one in self.tallies.sums(query)
        ]

    @listens(LinesChanged)
    def lined(self, event: LinesChanged) -> None:
        """A deal with product lines is worth what they come to, be it nothing. When the last line is taken off, the amount
        stays: it is an estimate again, that whoever works on the deal corrects."""
        if event.module == self.module.name and event.count:
            rows = self.records.find([event.record_id], "edit")
            wanted = [changed(row, amount=event.amounts.total, currency=event.currency) for row in rows]
            self.writer.update(self.module, self.records, list(zip(rows, wanted, strict=True)))

    @listens(Touched)
    def touch(self, event: Touched) -> None:
        if event.module == self.module.name:
            self.records.touch(list(event.ids), event.at)


def _plain(group: Group) -> bool:
    """Whether the filter asks for nothing but what the sums are kept by."""
    return all(_plain(part) if isinstance(part, Group) else getattr(part, "field", "") in KEPT_BY for part in group.parts)
