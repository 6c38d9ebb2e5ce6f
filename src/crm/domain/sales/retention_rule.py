"""A rule of how long records are kept: which of them, how old they have to be, and what becomes of them then."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.filter import Condition, Group, parse_condition
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section, modules
from crm.domain.kit.text import Refused
from crm.domain.sales.erasure import KEEP, ROOTS, TREATMENT
from crm.errors import Invalid
from crm.language import N_, Words

REMOVE, ANONYMISE, ERASE = "remove", "anonymise", "erase"
ACTIONS = (
    Option(REMOVE, N_("Delete; can be undone"), "", ("删除",)),
    Option(ANONYMISE, N_("Make anonymous for good"), "warn", ("匿名化",)),
    Option(ERASE, N_("Erase the person for good"), "bad", ("永久删除",)),
)
SINCE = (
    Option("updated_at", N_("Last change"), "", ("最后修改",)),
    Option("touched_at", N_("Last touch"), "", ("最后联系",)),
    Option("created_at", N_("Created"), "", ("创建",)),
)
LEAST_DAYS = 30
YEAR = 365.25
# Until when books and contracts have to be kept: from which day on, and for how many years. Contracts and orders as papers of the tax
# (Rules for the Tax Collection Law of China, article 29), receipts and invoices as vouchers (Accounting Archives Measures, 2015).
TERMS = {
    "contract": ("ends_on", 10), "sales_order": ("ordered_on", 10), "delivery": ("received_on", 10),
    "receipt": ("received_on", 30), "receipt_plan": ("due_on", 30), "refund": ("refunded_on", 30), "invoice_request": ("issued_on", 30),
}  # fmt: skip


def subjects() -> dict[str, Module]:
    """What rules may be about: what people work with and that may tell of a person. Books only where a term is known."""
    known = {name: one for name, one in modules().items() if TREATMENT.get(name) not in (None, KEEP) or name in TERMS}
    return {name: one for name, one in known.items() if one.lonely and not one.setup and "remove" in one.verbs}


def known_subject(name: str) -> str:
    if name not in subjects():
        raise Refused(Words("Please choose one from the list."))
    return name


@draft
class RetentionRuleDraft(Draft):
    """What may be typed in about a rule."""

    name: str = declare("text", N_("Name"), "", required=True, max=80, sorts_by="sort_key")
    subject: str = declare("text", N_("Which records"), "", required=True, max=60, check=known_subject)
    position: int = declare("integer", N_("Position"), 0, max=999, adds=False)
    active: bool = declare(
        "yesno", N_("In force"), False, help=N_("Every night from then on. The page of the rule shows beforehand what would go.")
    )
    days: int = declare("integer", N_("Older than days"), required=True, max=36_500, adds=False)
    since: str = declare("choice", N_("Counted from"), "updated_at", required=True, options=SINCE)
    action: str = declare("choice", N_("What becomes of them"), REMOVE, required=True, options=ACTIONS)
    condition: str | None = declare(
        "long", N_("Condition"), max=5000, filters="subject", help=N_("Which records the rule is for. None: all that are old enough.")
    )

    def check(self) -> dict[str, Words]:
        wrong: dict[str, Any] = {}
        if self.days < LEAST_DAYS:
            wrong["days"] = Words("At least {n} days.", n=LEAST_DAYS)
        if self.action == ERASE and self.subject not in ROOTS:
            wrong["action"] = Words("Only people are erased: personal customers, contacts and leads. Make these records anonymous.")
        if self.action == ANONYMISE and self.subject in ROOTS:
            wrong["action"] = Words("A person is not made anonymous alone: erase the person, with all that belongs to it.")
        try:
            parse_condition(modules()[self.subject], self.condition)
        except Invalid as no:
            wrong["condition"] = next(iter(no.fields.values()))
        return wrong


@draft
class RetentionRule(RetentionRuleDraft, Record):
    """A rule as the database has it."""


@dataclass(frozen=True)
class Keeping:
    """What is known of a rule by whoever carries it out; `live`: it is in force and was not deleted."""

    id: int
    name: str
    subject: str
    days: int
    since: str
    action: str
    condition: str | None
    live: bool


@dataclass(frozen=True)
class Run:
    """A night of a rule, or several where it did not come to an end; its id is the group of its change sets."""

    id: int
    rule_id: int
    name: str
    subject: str
    action: str
    began_at: datetime
    ended_at: datetime | None
    after_id: int
    done: int
    held: int
    refused: int


@dataclass(frozen=True)
class Foreseen:
    """What a rule would take now: how many, how many of these are held, and the first of them. `more`: there are more."""

    n: int
    held: int
    more: bool
    examples: tuple[Any, ...]


def due(rule: Any, today: date) -> Group | None:
    """Which records the rule takes today; None where its condition names a field that is gone: then nothing is taken."""
    try:
        asked = parse_condition(modules()[rule.subject], rule.condition)
    except Invalid:
        return None
    parts: list[Any] = [asked] if asked else []
    parts.append(Condition(rule.since, "before", today - timedelta(days=rule.days)))
    if rule.subject in TERMS:
        name, years = TERMS[rule.subject]
        parts.append(Condition(name, "before", today - timedelta(days=int(years * YEAR) + 1)))
    if rule.action == ERASE and rule.subject == "account":
        parts.append(Condition("kind", "any", ("person",)))
    return Group(tuple(parts))


MODULE = Module(
    name="retention_rule",
    area="sales",
    label=N_("Retention rule"),
    plural=N_("Retention rules"),
    icon="hourglass",
    menu="platform",
    setup=True,
    path="/retention-rules",
    draft=RetentionRuleDraft,
    row=RetentionRule,
    configuration=("name",),
    columns=("name", "subject", "condition", "days", "since", "action", "position", "active"),
    sections=(
        Section(N_("Basics"), ("name", "subject", "days", "since", "action", "position", "active")),
        Section(N_("Condition"), ("condition",)),
    ),
    sorts=("position", "name", "updated_at", "created_at"),
    sort="position",
    quick=("active", "action"),
    searched=("name",),
    verbs=("view", "create", "edit", "remove"),
    importable=False,
    mass=("active",),
    description=N_("How long records are kept, and what becomes of them then."),
    example=("无效线索两年后删除", "lead"),
)
