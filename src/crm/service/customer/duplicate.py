"""Likely twins of what is typed in or imported, and what the administrator wants done about them."""

from collections.abc import Mapping, Sequence
from typing import Any

from crm import current
from crm.dao.customer.duplicate import DuplicateDao
from crm.dao.kit.database import Database
from crm.domain.customer.duplicate import DIFFERENT, LIKELY, OFF, REFUSE, SHOWN, WARN, Pair, Rule, Twin, WeightRow, compared, reasons
from crm.domain.kit.event import RecordComing
from crm.domain.kit.module import Module
from crm.domain.kit.twin import BLOCK, Key, Matcher, Profile, matcher_of
from crm.domain.kit.twin_weight import Weights, probability
from crm.domain.kit.veil import veiled
from crm.domain.platform.journal import Change
from crm.errors import Forbidden, NotFound, Taken
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.journal import JournalService

LOOKED_AT = 200  # records that one draft is compared with
BATCH = 500


class DuplicateService:
    """Finds twins; keeps the rules and what people decided."""

    def __init__(self, db: Database, duplicates: DuplicateDao, records: Any, journal: JournalService):
        self.db = db
        self.duplicates = duplicates
        self.records = records
        self.journal = journal

    # Finding ---------------------------------------------------------------

    @reading
    def twins(self, module: Module, values: Mapping[str, Any], limit: int = 5, but: int = 0) -> list[Twin]:
        """The records that these values probably are, the likeliest first. `but`: the record that is being changed.

        One that the actor may not see is there without its title, so that he knows whom to ask.
        """
        return self.twins_of_many(module, [values], limit, but)[0]

    @reading
    def twins_of_many(self, module: Module, many: Sequence[Mapping[str, Any]], limit: int = 5, but: int = 0) -> list[list[Twin]]:
        """The same for many rows at once, such as those of an import: a few statements for five hundred."""
        matcher, weights, found = matcher_of(module), self.weights(module), []
        for start in range(0, len(many), BATCH):
            profiles = [matcher.profile(values) for values in many[start : start + BATCH]]
            near = self._near(module, [matcher.keys(profile) for profile in profiles], but)
            rows = self._rows(module, sorted({id for ids in near for id in ids}))
            others = {id: matcher.profile(vars(row)) for id, row in rows.items()}
            for profile, ids in zip(profiles, near, strict=True):
                likely = self._likely(matcher, weights, profile, {id: others[id] for id in ids if id in others})[:limit]
                found.append([self._twin(module, matcher, weights, profile, others[id], rows[id], weight) for weight, id in likely])
        return found

    def _near(self, module: Module, keyed: list[set[Key]], but: int) -> list[list[int]]:
        """Whom each is to be compared with: those that share a key, the rarest keys first."""
        wanted = set().union(*keyed) if keyed else set()
        if not wanted:
            return [[] for _ in keyed]
        kinds, values = sorted({kind for kind, _ in wanted}), sorted({value for _, value in wanted})
        holders: dict[Key, list[int]] = {}
        marks = self.db.marks(values)
        for row in self.duplicates.holders(module.name, kinds, values, BLOCK * 4):
            if (key := (row.kind, marks.get(row.value, row.value))) in wanted and row.record_id != but:
                holders.setdefault(key, []).append(row.record_id)
        near = []
        for keys in keyed:
            rare = sorted((holders[key] for key in keys if key in holders), key=len)
            near.append(list(dict.fromkeys(id for ids in rare for id in ids))[:LOOKED_AT])
        return near

    def _rows(self, module: Module, ids: list[int]) -> dict[int, Any]:
        """The records, whether the actor may see them or not."""
        with current.acting(actor=current.everyone()):
            service = self.records(module.name)
            return {row.id: row for start in range(0, len(ids), BATCH) for row in service.find(ids[start : start + BATCH])}

    @staticmethod
    def _likely(matcher: Matcher, weights: Weights, profile: Profile, others: Mapping[int, Profile]) -> list[tuple[float, int]]:
        found = [(weights.weight(matcher.pattern(profile, other)), id) for id, other in others.items()]
        return sorted((one for one in found if probability(one[0]) >= SHOWN), key=lambda one: (-one[0], one[1]))

    def _twin(self, module: Module, matcher: Matcher, weights: Weights, profile: Profile, other: Profile, row: Any, weight: float) -> Twin:
        if not (current.actor().may(module.permission("view")) and self.records(module.name).may("view", row)):
            return Twin(row.id, weight, visible=False, owner_name=row.owner_name)
        why = reasons(module, matcher, weights, matcher.pattern(profile, other))
        return Twin(row.id, weight, module.title(row), module.subtitle(veiled(row)), why, owner_name=row.owner_name)

    @reading
    def weights(self, module: Module) -> Weights:
        """What was learnt from the records, or the first guess."""
        guess = matcher_of(module).first_guess()
        row = self.duplicates.weights(module.name)
        if row is None or [len(levels) for levels in row.weights["m"]] != [len(levels) for levels in guess.m]:
            return guess
        return Weights.of_json(row.weights, guess.apart)

    @reading
    def searched(self, module: Module) -> WeightRow | None:
        """The last search through all records."""
        return self.duplicates.weights(module.name)

    @staticmethod
    def unseen(twin: Twin) -> Words:
        """What may be said of a record that the actor may not see."""
        if twin.owner_name:
            return Words("This is probably here already, as a record that you may not see. Ask {name}.", name=twin.owner_name)
        return Words("This is probably here already, as a record that you may not see. Ask your administrator.")

    # Rules -------------------------------------------------------------------

    @reading
    def rules(self) -> dict[str, Rule]:
        """Module -> what holds for it."""
        known = {row.module: row for row in self.duplicates.rules()}
        return {name: known.get(name) or Rule(name) for name in compared()}

    def is_on(self, module: Module) -> bool:
        """Whether twins are looked for while somebody types."""
        return self.rule(module).action != OFF

    def rule(self, module: Module) -> Rule:
        return self.rules().get(module.name) or Rule(module.name, OFF)

    @transactional
    def set_rule(self, rule: Rule) -> int | None:
        """Gives the change set; None when nothing differs."""
        if not current.actor().may("duplicate.edit"):
            raise Forbidden()
        before = self.rules().get(rule.module)
        if before is None:
            raise NotFound()
        old, new = ({"action": one.action, "threshold": one.threshold} for one in (before, rule))
        if old == new:
            return None
        self.duplicates.put_rule(rule.module, rule.action, rule.threshold, current.now(), current.actor().id or None)
        return self.journal.store("duplicate", "edit", rule.module, [Change("duplicate", 0, 0, old, new)])

    @reading
    def warned(self, module: Module, values: Mapping[str, Any]) -> list[Twin]:
        """The twins that somebody is to look at before this is saved."""
        rule = self.rule(module)
        if rule.action != WARN:
            return []
        return [twin for twin in self.twins(module, values) if twin.score >= rule.threshold]

    @listens(RecordComing)
    def refuse(self, event: RecordComing) -> None:
        """In the transaction that writes it: whatever way a record comes, the rule holds."""
        if event.module.name not in compared() or (rule := self.rule(event.module)).action != REFUSE:
            return
        twins = [twin for twin in self.twins(event.module, event.row.values(), 1) if twin.score >= rule.threshold]
        if twins:
            raise Taken(self._refusal(twins[0]))

    def _refusal(self, twin: Twin) -> Words:
        if twin.visible:
            return Words("“{name}” is already here. Open that record instead of making another one.", name=twin.title)
        return self.unseen(twin)

    # Pairs ---------------------------------------------------------------------

    @reading
    def page(self, module: Module, size: int, state: str = LIKELY, after: tuple[int, int, int] | None = None) -> list[Pair]:
        """Pairs that the actor may see, the surest first; `after`: weight and ids of the last one seen."""
        self._require()
        weight, one, other = after or (None, None, None)
        return self.duplicates.page(module.name, state, size, weight, one, other)

    def compare(self, module: Module, one_id: int, other_id: int) -> tuple[Any, Any, Twin]:
        """Both records and how alike they are. NotFound when one of them may not be seen."""
        self._require()
        service = self.records(module.name)
        one, other = service.get(one_id), service.get(other_id)
        matcher, weights = matcher_of(module), self.weights(module)
        mine, theirs = matcher.profile(vars(one)), matcher.profile(vars(other))
        return one, other, self._twin(module, matcher, weights, mine, theirs, other, weights.weight(matcher.pattern(mine, theirs)))

    @transactional
    def decide(self, module: Module, one_id: int, other_id: int, state: str) -> int:
        """Remember that the two are different (or take that back); gives the change set."""
        self._require()
        if state not in (LIKELY, DIFFERENT):
            raise NotFound()
        one, other, _ = self.compare(module, *sorted((one_id, other_id)))
        matcher = matcher_of(module)
        pattern = matcher.pattern(matcher.profile(vars(one)), matcher.profile(vars(other)))
        weight = round(self.weights(module).weight(pattern) * 100)
        self.duplicates.decide(one.id, other.id, module.name, weight, list(pattern), state, current.now(), current.actor().id)
        old = DIFFERENT if state == LIKELY else LIKELY
        change = Change("duplicate", one.id, 0, {f"pair with #{other.id}": old}, {f"pair with #{other.id}": state})
        return self.journal.store("duplicate", "edit", f"{module.title(one)} – {module.title(other)}", [change])

    def _require(self) -> None:
        if not current.actor().may("duplicate.view"):
            raise Forbidden()
