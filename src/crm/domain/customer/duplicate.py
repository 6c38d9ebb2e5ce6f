"""Likely twins: what the administrator wants done about them, how sure one is, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, modules
from crm.domain.kit.text import Refused
from crm.domain.kit.twin import Matcher
from crm.domain.kit.twin_aspect import is_compared
from crm.domain.kit.twin_level import LEVELS
from crm.domain.kit.twin_weight import Pattern, Weights, probability
from crm.domain.kit.values import integer
from crm.errors import Invalid
from crm.language import N_, Words

OFF, WARN, REFUSE = "off", "warn", "refuse"
ACTIONS = (
    Option(OFF, N_("Say nothing")),
    Option(WARN, N_("Warn, and let it be saved")),
    Option(REFUSE, N_("Refuse to save it")),
)
LIKELY, DIFFERENT = "likely", "different"
SHOWN = 0.5  # what is less likely than this is not worth a look
LABELS = {"host": N_("Domain")}  # of aspects that are no field


@dataclass(frozen=True)
class Rule:
    """What happens when a record is created that is this likely (in percent) to be here already."""

    module: str
    action: str = WARN
    threshold: int = 80
    updated_at: datetime | None = None
    updated_by_name: str | None = None

    @classmethod
    def parse(cls, module: str, raw: Mapping[str, str]) -> Self:
        wrong: dict[str, Words] = {}
        action, threshold = raw.get("action", ""), 0
        if action not in {option.value for option in ACTIONS}:
            wrong["action"] = Words("Please choose one from the list.")
        try:
            threshold = integer(raw.get("threshold", ""))
            if not 50 <= threshold <= 99:
                wrong["threshold"] = Words("A number from 50 to 99.")
        except Refused as no:
            wrong["threshold"] = no.words
        if wrong:
            raise Invalid(wrong)
        return cls(module, action, threshold)


@dataclass(frozen=True)
class WeightRow:
    """What was learnt from the records of a module."""

    weights: dict[str, Any]
    records: int
    pairs: int
    learnt_at: datetime


@dataclass(frozen=True)
class KeyRow:
    """A record that holds a key."""

    record_id: int
    kind: str
    value: str


@dataclass(frozen=True)
class Pair:
    """Two records that are probably one, as they are found in the list."""

    one_id: int
    other_id: int
    module: str
    weight: int
    levels: list[int | None]
    one_title: str
    one_second: str | None
    other_title: str
    other_second: str | None
    decided_by_name: str | None

    @property
    def percent(self) -> int:
        return percent(self.weight / 100)


@dataclass(frozen=True)
class Reason:
    """What speaks for two records being one, or against it: an aspect and how alike they are in it."""

    label: str
    words: str
    weight: float


@dataclass(frozen=True)
class Twin:
    """A record that what is typed in probably is. One that may not be seen has no title, only somebody to ask."""

    id: int
    weight: float
    title: str = ""
    second: str = ""
    reasons: tuple[Reason, ...] = ()
    visible: bool = True
    owner_name: str | None = None

    @property
    def score(self) -> int:
        """How likely, in percent."""
        return percent(self.weight)


@dataclass
class Scan:
    """What a search through all records of a module came to."""

    records: int = 0
    compared: int = 0
    found: int = 0
    weights: Weights | None = field(default=None, repr=False)


def percent(weight: float) -> int:
    """Never 100: a likeness is no certainty."""
    return min(99, int(100 * probability(weight)))


def reasons(module: Module, matcher: Matcher, weights: Weights, pattern: Pattern) -> tuple[Reason, ...]:
    """The aspects of which both say something, what weighs most first."""
    found = []
    for at, (aspect, level) in enumerate(zip(matcher.aspects, pattern, strict=True)):
        if level is None:
            continue
        name = aspect.fields[0].partition(":")[0]
        label = LABELS.get(aspect.name) or module.whole[name].label
        weight = weights.of(at, level)
        words = N_("equal") if level == LEVELS[aspect.kind][1] else N_("alike") if weight > 0 else N_("different")
        found.append(Reason(label, words, weight))
    return tuple(sorted(found, key=lambda reason: -abs(reason.weight)))


def compared() -> dict[str, Module]:
    """The modules whose records can be twins."""
    return {name: module for name, module in modules().items() if is_compared(module)}
