"""A public pool (公海): customers or leads that belong to nobody, to be claimed under rules that are the same for all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Relation, Section
from crm.language import N_, Words

TARGETS = (Option("account", N_("Customers"), "info", ("客户",)), Option("lead", N_("Leads"), "", ("线索",)))
GRADED = {"A": "held_a", "B": "held_b", "C": "held_c", "D": "held_d"}
LIMIT = 100_000


@draft
class PoolDraft(Draft):
    """What may be typed in about a pool. An empty limit limits nothing."""

    name: str = declare("text", N_("Name"), "", required=True, max=80, sorts_by="sort_key", aliases=("pool", "公海", "公海名称"))
    module: str = declare("choice", N_("Pool for"), "account", required=True, options=TARGETS, aliases=("对象",))
    active: bool = declare("yesno", N_("In use"), True, aliases=("启用",))
    claims_a_day: int | None = declare(
        "integer", N_("Claims a day and person"), max=LIMIT, adds=False, aliases=("每日领取上限",),
        help=N_("How many records one member may claim between midnight and midnight."),
    )  # fmt: skip
    cool_days: int | None = declare(
        "integer", N_("Cool-down (days)"), max=3650, adds=False, aliases=("冷却期",),
        help=N_("So long nobody may claim what was his own before."),
    )  # fmt: skip
    views_a_day: int | None = declare(
        "integer", N_("Views a day and person"), max=LIMIT, adds=False, aliases=("每日查看上限",),
        help=N_("How many records of this pool one member may open a day."),
    )  # fmt: skip
    held: int | None = declare(
        "integer", N_("Most in all"), max=LIMIT, adds=False, aliases=("保有量上限",),
        help=N_("Who owns so many already claims no more, wherever he has them from."),
    )  # fmt: skip
    held_a: int | None = declare("integer", N_("Most of grade A"), max=LIMIT, adds=False)
    held_b: int | None = declare("integer", N_("Most of grade B"), max=LIMIT, adds=False)
    held_c: int | None = declare("integer", N_("Most of grade C"), max=LIMIT, adds=False)
    held_d: int | None = declare("integer", N_("Most of grade D"), max=LIMIT, adds=False)
    remark: str | None = declare("long", N_("Remark"), max=2000, aliases=("备注",))

    def check(self) -> dict[str, Words]:
        if self.module != "account" and (graded := [name for name in GRADED.values() if getattr(self, name) is not None]):
            return {graded[0]: Words("Only customers have grades.")}
        return {}


@draft
class Pool(PoolDraft, Record):
    """A pool as the database has it."""


@dataclass(frozen=True)
class Holding:
    """How many records of a grade somebody owns."""

    grade: str | None
    count: int


@dataclass(frozen=True)
class Lying:
    """A record in a pool, as its members see it in the list: no phone, no mail."""

    repeats: ClassVar[dict[str, tuple[str, ...]]] = {"city": ("account.city", "lead.city"), "second": ("account.industry", "lead.company")}

    id: int
    sort_key: str
    name: str
    second: str | None
    grade: str | None
    city: str | None
    touched_at: datetime | None
    created_at: datetime
    updated_at: datetime
    since: datetime | None
    last_owner: str | None
    reason: str | None


@dataclass(frozen=True)
class PoolCount:
    """How many records of a pool."""

    pool_id: int
    count: int


@dataclass(frozen=True)
class PoolLine:
    """A pool of the actor's, as the overview shows it."""

    id: int
    name: str
    module: str
    lying: int
    claimed: int  # by the actor, today
    manages: bool


@dataclass(frozen=True)
class Viewing:
    """Somebody opens a record of a pool that counts: how many he has opened today, and whether this one is among them."""

    pool_id: int
    most: int
    seen: int
    again: bool


@dataclass(frozen=True)
class Figure:
    """What one person did with a pool in a span of time."""

    person_id: int | None
    person_name: str | None
    verb: str
    count: int


@dataclass(frozen=True)
class Move:
    """A record came into a pool or left it."""

    record_id: int
    pool_id: int
    pool_name: str
    verb: str  # released, returned, claimed, assigned
    at: datetime
    person_id: int | None  # whose it was, or whose it is now
    person_name: str | None
    reason: str | None


class Room:
    """How many more somebody may take: each `take` uses up one place, or says why there is none."""

    def __init__(self, pool: Pool, claimed: int | None, holdings: Iterable[Holding]):
        self.pool = pool
        self.claimed = claimed  # today; None where the limit of the day does not count
        self.holdings: dict[str | None, int] = {one.grade: one.count for one in holdings}

    def take(self, grade: str | None) -> Words | None:
        if why := self._full(grade):
            return why
        if self.claimed is not None:
            self.claimed += 1
        self.holdings[grade] = self.holdings.get(grade, 0) + 1
        return None

    def _full(self, grade: str | None) -> Words | None:
        pool, most = self.pool, getattr(self.pool, GRADED.get(grade or "", ""), None)
        if self.claimed is not None and pool.claims_a_day is not None and self.claimed >= pool.claims_a_day:
            return Words("The limit of {n} claims a day is reached.", n=pool.claims_a_day)
        if pool.held is not None and sum(self.holdings.values()) >= pool.held:
            return Words("More than {n} records in all may not be held.", n=pool.held)
        if most is not None and self.holdings.get(grade, 0) >= most:
            return Words("More than {n} customers of grade {grade} may not be held.", n=most, grade=grade)
        return None


def by_person(figures: Iterable[Figure]) -> list[tuple[str | None, Mapping[str, int]]]:
    """(name, verb -> count), those who moved most first."""
    found: dict[int | None, tuple[str | None, dict[str, int]]] = {}
    for one in figures:
        found.setdefault(one.person_id, (one.person_name, {}))[1][one.verb] = one.count
    return sorted(found.values(), key=lambda pair: -sum(pair[1].values()))


MODULE = Module(
    name="pool",
    area="sales",
    label=N_("Public pool"),
    plural=N_("Public pools"),
    icon="pool",
    rank=20,
    path="/pools",
    draft=PoolDraft,
    row=Pool,
    configuration=("name",),
    columns=("name", "module", "active", "claims_a_day", "cool_days", "held", "views_a_day", "updated_at"),
    sections=(
        Section(N_("Basics"), ("name", "module", "active", "remark")),
        Section(N_("Limits"), ("claims_a_day", "cool_days", "views_a_day", "held", "held_a", "held_b", "held_c", "held_d")),
    ),
    sorts=("name", "updated_at", "created_at"),
    sort="name",
    quick=("module", "active"),
    relations=(
        Relation("members", N_("Members of the pool"), "pool_member", "pool_id"),
        Relation("rules", N_("Rules of the pool"), "pool_rule", "pool_id"),
    ),
    searched=("name",),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    key="u",
    mass=("active", "claims_a_day", "cool_days", "views_a_day", "held"),
    description=N_("Customers and leads that belong to nobody: members claim them, rules bring back what nobody cares for."),
    example=("华东客户公海", "account", "yes"),
)
