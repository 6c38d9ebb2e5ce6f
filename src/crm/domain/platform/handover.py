"""Handing over: what somebody who leaves has, and who gets which part of it. Pure rules, without a database."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crm.domain.kit.field import Field
from crm.domain.kit.filter import Group, parse_json, parse_tree
from crm.domain.kit.module import Module, modules
from crm.domain.platform.journal import Outcome
from crm.errors import Invalid
from crm.language import Words

STAY, EVEN, POOL = "stay", "even", "pool:"  # receivers beside the people, who are named by their ids
MOST = 8  # people who may take over
MOST_FILTERS = 5  # by which the records of a part are told apart
NEVER = ("user", "absence")  # people are who they are; whoever is away chooses another stand-in


@dataclass(frozen=True)
class Part:
    """One field of a module by which records are somebody's: the owner, or any other field that names a person."""

    module: Module
    name: str

    @property
    def key(self) -> str:
        return f"{self.module.name}.{self.name}"

    @property
    def field(self) -> Field:
        return self.module.fields[self.name]

    @property
    def owns(self) -> bool:
        return self.name == "owner_id"

    @property
    def verb(self) -> str:
        return "assign" if self.owns else "edit"

    @property
    def duty(self) -> bool:
        """Whether somebody has to do it from now on: what says who did or signed something stays true."""
        return self.owns or self.module.setup or self.module.area == "platform"

    def split_by(self) -> list[Field]:
        """The fields by whose values the records can go to different people."""
        names = dict.fromkeys((*self.module.quick, "province", "city"))
        known = self.module.draft.own
        return [known[name] for name in names if name in known and known[name].kind_name in ("choice", "text")] if self.owns else []


def parts() -> dict[str, Part]:
    """Every field of every module that names somebody and can be given to somebody else: found in their descriptions."""
    found = []
    for module in modules().values():
        if module.stored and module.name not in NEVER:
            owner = ["owner_id"] if "assign" in module.verbs else []
            people = [name for name, field in module.draft.own.items() if field.kind_name == "user" and "edit" in module.verbs]
            found += [Part(module, name) for name in (*owner, *people)]
    return {part.key: part for part in found}


def conditions_of(part: Part, by: str) -> list[Group]:
    """The filters, a JSON list, by which records are told apart: each goes by the first that it meets. None where `by` is a field.
    Raises Invalid for what is no filter of the module."""
    if not by.startswith("[") or not part.owns:
        return []
    raw = parse_json(by)
    if not 0 < len(raw) <= MOST_FILTERS:
        raise Invalid(by=Words("At most {most} filters.", most=MOST_FILTERS))
    return [parse_tree(part.module, one) for one in raw]


def is_told_apart(part: Part, by: str) -> bool:
    """Whether records of the part can be told apart by it."""
    try:
        return by in {field.name for field in part.split_by()} or bool(conditions_of(part, by))
    except Invalid:
        return False


@dataclass(frozen=True)
class Held:
    """How many records of a part somebody has; with one value, where they are told apart by a field."""

    key: str
    value: str | None
    n: int


@dataclass(frozen=True)
class Line:
    """Who gets the records of a part: value of the field that splits it, or the place of the filter that they meet -> receiver; "" for
    all others."""

    key: str
    by: str
    to: Mapping[str, str]
    n: Mapping[str, int]  # how many there were when it was asked for
    people: Sequence[int] = ()  # who takes over

    def receiver(self, value: str | None) -> str:
        return self.to.get(value or "") or self.to[""]


@dataclass(frozen=True)
class Handover:
    """A handover that was asked for."""

    id: int
    user_id: int
    user_name: str
    leaves: bool
    plan: list[dict[str, Any]]
    group_id: int
    job_id: int | None  # as long as it is under way
    asked_at: datetime
    asked_by: int
    asker_name: str | None
    ended_at: datetime | None
    change_set_id: int | None

    @property
    def lines(self) -> list[Line]:
        return [Line(**line) for line in self.plan]


@dataclass(frozen=True)
class Move:
    """What became of one record."""

    module: str
    field: str
    record_id: int
    title: str
    receiver: str
    why: str | None


@dataclass(frozen=True)
class Sum:
    """How many records of a part went to one receiver, or stayed."""

    module: str
    field: str
    receiver: str
    stayed: bool
    n: int


@dataclass(frozen=True)
class RecordsReleased:
    """Records of a module are to lie in a public pool; whoever keeps the pools puts them there and says in `outcome` what became of
    each, in the transaction under way."""

    module: str
    pool_id: int
    ids: tuple[int, ...]
    reason: str
    outcome: Outcome


def planned(known: Mapping[str, Part], held: Iterable[Held], typed: Mapping[str, str], people: Iterable[int]) -> list[Line]:
    """The lines of what was typed: `by:<key>` a field, `to:<key>` and `to:<key>:<value>` receivers. Raises Invalid beside each that
    is none of those who may receive it."""
    takers = tuple(people)
    allowed, refused, lines = {str(id) for id in takers}, dict[str, Words](), []
    for key, counts in _by_key(held).items():
        part, by = known[key], typed.get(f"by:{key}", "")
        to = {value: typed.get(f"to:{key}:{value}", "") if value else typed.get(f"to:{key}") or STAY for value in {"": 0, **counts}}
        for value, receiver in to.items():
            pooled = receiver.startswith(POOL) and part.owns and part.module.is_pooled
            if receiver not in allowed and receiver not in ("", STAY) and not pooled and not (receiver == EVEN and len(allowed) > 1):
                refused[f"to:{key}:{value}" if value else f"to:{key}"] = Words("Please choose one from the list.")
        if by and not is_told_apart(part, by):
            refused[f"by:{key}"] = Words("Please choose one from the list.")
        lines.append(Line(key, by, to, counts, takers))
    if refused:
        raise Invalid(refused)
    return lines


def _by_key(held: Iterable[Held]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for one in held:
        found.setdefault(one.key, {})[one.value or ""] = one.n
    return found


def spread(ids: Sequence[int], people: Sequence[str], had: Mapping[str, int]) -> dict[str, list[int]]:
    """The ids shared out so that in the end, with what each `had` of them before, all have the same number, give or take one."""
    counts, shares = Counter({who: had.get(who, 0) for who in people}), {who: list[int]() for who in people}
    for id in ids:
        who = min(people, key=lambda one: counts[one])
        shares[who].append(id)
        counts[who] += 1
    return {who: share for who, share in shares.items() if share}
