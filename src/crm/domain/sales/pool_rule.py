"""A rule that brings back to a pool what its owner does not care for."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.filter import parse_tree
from crm.domain.kit.filter_tree import Group
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section, modules
from crm.errors import Invalid
from crm.language import N_, Words

UNTOUCHED, NO_DEAL, ENDED = "untouched", "no_deal", "ended"
KINDS = (
    Option(UNTOUCHED, N_("No touch for so many days"), "warn", ("未跟进",)),
    Option(NO_DEAL, N_("No new deal for so many days"), "info", ("未成交", "无商机")),
    Option(ENDED, N_("The last contract ended so many days ago"), "bad", ("合同到期", "合同结束")),
)
SHARE = 5  # a rule that would move more than one in five asks for the number
FEW = 20  # and more than so many


@draft
class PoolRuleDraft(Draft):
    """What may be typed in about a rule."""

    name: str = declare("text", N_("Name"), "", required=True, max=80, sorts_by="sort_key", aliases=("rule", "规则"))
    pool_id: int = declare("reference", N_("Into the pool"), required=True, target="pool", shown="pool_name", aliases=("公海",))
    kind: str = declare("choice", N_("Falls after"), UNTOUCHED, required=True, options=KINDS, aliases=("类型",))
    days: int = declare("integer", N_("Days"), 90, required=True, max=3650, adds=False, aliases=("天数",))
    warn_days: int = declare(
        "integer", N_("Warn so many days before"), 7, max=90, adds=False, aliases=("提前提醒天数",),
        help=N_("The owner hears of it every morning until then."),
    )  # fmt: skip
    active: bool = declare("yesno", N_("In force"), True, aliases=("启用",))
    allowed: int | None = declare(
        "integer", N_("Confirmed number"), max=10_000_000, adds=False,
        help=N_("Only asked for when the rule would move more than one in five at once."),
    )  # fmt: skip
    condition: str | None = declare(
        "long",
        N_("Only those"),
        max=5000,
        aliases=("条件",),
        help=N_("A filter of their list; without one the rule is for all that have an owner."),
    )

    def check(self) -> dict[str, Words]:
        if self.days < 1:
            return {"days": Words("At least one day.")}
        return {}

    def filter(self, module: str) -> Group:
        """The condition as a filter of the module's list; raises Invalid for one that cannot be read."""
        if not self.condition:
            return Group()
        try:
            raw = json.loads(self.condition)
        except (ValueError, RecursionError):
            raise Invalid(condition=Words("The filter is not valid JSON.")) from None
        try:
            return parse_tree(modules()[module], raw)
        except Invalid as no:
            raise Invalid(condition=next(iter(no.fields.values()))) from None


@draft
class PoolRule(PoolRuleDraft, Record):
    """A rule as the database has it."""

    pool_name: str | None = None
    module: str | None = None  # the pool's

    @property
    def is_readable(self) -> bool:
        """Not when its condition names a field that is gone."""
        try:
            self.filter(self.module or "")
        except Invalid:
            return False
        return True


@dataclass(frozen=True)
class Cut:
    """Whose clock has run out: what it began with lies before these. A kind that no rule is of has none."""

    before: datetime
    today: date
    touched_before: datetime | None = None
    dealt_before: datetime | None = None
    ended_before: date | None = None


@dataclass(frozen=True)
class Falling:
    """A record that falls into a pool, or would, with the moments from which its date is reckoned."""

    id: int
    name: str
    owner_id: int
    owner_name: str | None
    created_at: datetime
    held_since: datetime | None = None  # when it became the owner's, where that is known
    touched_at: datetime | None = None
    dealt_at: datetime | None = None
    dealing: bool = False  # a deal is open
    ended_on: date | None = None  # the last day of the last contract

    def day(self, rule: PoolRule, timezone: str) -> date | None:
        """The night before this day it falls; None while the rule does not look at it."""
        if (rule.kind == NO_DEAL and self.dealing) or (rule.kind == ENDED and self.ended_on is None):
            return None
        last = {UNTOUCHED: self.touched_at, NO_DEAL: self.dealt_at, ENDED: None}[rule.kind]
        began = max(moment for moment in (self.created_at, self.held_since, last) if moment).astimezone(ZoneInfo(timezone)).date()
        if rule.kind == ENDED and self.ended_on:
            began = max(began, self.ended_on)
        return began + timedelta(days=rule.days + 1)


@dataclass(frozen=True)
class Fate:
    """What will become of a record unless somebody cares for it."""

    record: Falling
    rule: PoolRule
    day: date


@dataclass(frozen=True)
class Shield:
    """A record is kept out of every pool until a day."""

    record_id: int
    until: date
    reason: str
    at: datetime
    user_name: str | None


@dataclass(frozen=True)
class Share:
    """How many of one owner's records a rule would move."""

    owner_id: int
    owner_name: str | None
    count: int


@dataclass(frozen=True)
class Preview:
    """What a rule would do tonight: how many of how many, and whose."""

    moved: int
    owned: int
    shares: tuple[Share, ...]

    @property
    def is_much(self) -> bool:
        return self.moved > FEW and self.moved * SHARE > self.owned


def cut(rules: Iterable[PoolRuleDraft], ahead: int, today: date, timezone: str) -> Cut:
    """Whatever falls by one of the rules within so many days is among what this lets through."""
    moments: dict[str, datetime] = {}
    days: list[int] = []
    for rule in rules:
        moment = cutoff(today, rule.days - ahead, timezone)
        moments[rule.kind] = max(moments.get(rule.kind, moment), moment)
        if rule.kind == ENDED:
            days.append(rule.days - ahead)
    ended = today - timedelta(days=min(days)) if days else None
    return Cut(max(moments.values()), today, moments.get(UNTOUCHED), moments.get(NO_DEAL), ended)


def cutoff(today: date, days: int, timezone: str) -> datetime:
    """Whose clock began before this moment has run out by the coming midnight."""
    return datetime.combine(today - timedelta(days=days), time(), ZoneInfo(timezone)).astimezone(UTC)


def _subtitle(row: Any) -> str:
    return row.pool_name or ""


MODULE = Module(
    name="pool_rule",
    area="sales",
    label=N_("Pool rule"),
    plural=N_("Pool rules"),
    icon="recycle",
    path="/pool-rules",
    draft=PoolRuleDraft,
    row=PoolRule,
    configuration=("pool_id", "name"),
    columns=("name", "pool_id", "kind", "days", "warn_days", "condition", "active"),
    sections=(
        Section(N_("Basics"), ("name", "pool_id", "kind", "days", "warn_days", "active", "allowed")),
        Section(N_("Condition"), ("condition",)),
    ),
    subtitle=_subtitle,
    sorts=("name", "updated_at", "created_at"),
    sort="name",
    quick=("pool_id", "kind", "active"),
    searched=("name",),
    lonely=False,
    verbs=("view", "create", "edit", "remove"),
    importable=False,
    description=N_("When customers and leads go back to a pool by themselves, every night."),
    example=("90 天未跟进", "", "untouched"),
)
