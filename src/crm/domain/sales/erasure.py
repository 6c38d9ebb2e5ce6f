"""A person's erasure: what becomes of each module's records, and which of their columns hold what people wrote."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import quote_plus

from crm.domain.kit.field import Field
from crm.domain.kit.module import Module, modules
from crm.domain.platform.export import TEXTUAL
from crm.domain.platform.journal import ChangeItem
from crm.language import N_

ROOTS = ("account", "contact", "lead")
ERASE, BLANK, KEEP, SHARED, MENTIONED, LOOKING = "erase", "blank", "keep", "shared", "mentioned", "looking"
FATES = {
    ERASE: N_("Erased: all values go, and the record goes out of sight"),
    BLANK: N_("Made anonymous: all texts go; amounts, days and states stay for statistics"),
    KEEP: N_("Kept: the law asks for books and contracts to be kept; remarks and added fields go"),
    SHARED: N_("Of a company: stays, with name, phone, mail and numbers of the person blacked out"),
    MENTIONED: N_("Mentions the person: stays, with phones, mails and numbers of today and of before blacked out"),
    LOOKING: N_("Looks for the person: goes"),
}
GROUNDS = {
    "asked": N_("The person asked for it"),
    "withdrawn": N_("Consent was withdrawn"),
    "purpose": N_("The purpose is reached"),
    "unlawful": N_("It should not have been kept"),
}
# What becomes of the records of each module that can point at a person. A module that is missing here fails a house test.
TREATMENT = {
    **dict.fromkeys((
        "account", "contact", "lead", "activity", "file", "preference", "household_member", "relation", "place", "opportunity_contact",
    ), ERASE),
    **dict.fromkeys((
        "opportunity", "opportunity_competitor", "opportunity_member", "opportunity_tick", "visit", "quote", "line", "price_list", "price",
        "commission_line", "approval_request", "discount_request", "share", "consent",
    ), BLANK),
    **dict.fromkeys((
        "contract", "sales_order", "delivery", "delivery_line", "order_change", "receipt", "receipt_plan", "refund", "invoice_request",
    ), KEEP),
}  # fmt: skip
STANDS = ("module", "subject_module", "source_module", "month", "record_id")  # texts that are words of the program
LOOSE = ("remark", "tags", "closing_reason", "reason", "return_reason", "void_reason")  # of what is kept: no part of the document
IDENTIFYING = ("name", "phone", "phones", "mail", "mails", "wechat", "id_number", "address", "signer_mail")
ALONE = ("phone", "phones", "mail", "mails", "wechat", "id_number", "signer_mail")  # nobody else has them; of a name many have the same
BLACK = "***"
VIEW, WAY = "saved_view", "journal_link"  # what is looked through beside the modules
STARRED = ("text", "long", "rich", "mail", "phone")  # kinds that are blacked out where records are linked to the person
TEXTS = ("text", "long", "rich")  # and where they only mention it: the phone of another person is that person's
# The house's own records and those of its people: of no customer. Where their texts mention somebody, his numbers are blacked out.
HOUSE = (
    "user", "department", "role", "team", "team_member", "position", "absence", "identity_provider", "identity_group", "webhook", "field",
    "layout", "holiday", "approval_flow", "approval_step", "tag", "household", "preference_card", "preference_field", "care",
    "grade_rule", "export_request", "product", "product_category", "product_part", "tax_rate", "exchange_rate", "pipeline", "stage",
    "reason", "playbook", "lead_rule", "lead_receiver", "lead_score", "lead_form", "pool", "pool_member", "pool_rule", "competitor",
    "competitor_product", "competitor_price", "competitor_sale", "market_note", "forecast_override", "discount_limit", "quote_template",
    "target", "evaluation_scheme", "evaluation", "period", "commission_plan", "commission_member", "commission_run", "consent_purpose",
    "retention_rule",
)  # fmt: skip


@dataclass(frozen=True)
class Link:
    """A way in which records of a module point at others: a reference, or a number with the name of its module beside it."""

    module: Module
    field: str
    beside: str = ""


@dataclass(frozen=True)
class Pointing:
    """A record that points at others, the customer whose it is, and the field that says of which module that is, if one does."""

    module: str
    id: int
    account_id: int | None
    beside: str


@dataclass(frozen=True)
class Said:
    """A change set whose words are to go."""

    id: int
    title: str
    reason: str | None


@dataclass(frozen=True)
class Erasure:
    """The fact, with a number and without the person."""

    id: int
    at: datetime
    actor_id: int
    actor_name: str | None
    module: str
    record_id: int
    ground: str
    counts: dict[str, Any]


@dataclass(frozen=True)
class Hold:
    """Why a record has to stay as it is."""

    record_id: int
    module: str
    reason: str
    until: date | None
    created_at: datetime
    created_by: int
    author: str | None

    def holds(self, today: date) -> bool:
        return self.until is None or self.until >= today


@dataclass(frozen=True)
class Reach:
    """Whose person it is, what belongs to it, and what of a company names it: module -> ids."""

    module: Module
    row: Any
    own: dict[str, set[int]]
    shared: dict[str, set[int]]
    holds: tuple[Hold, ...] = ()
    mentioned: dict[str, set[int]] = field(default_factory=dict)  # saved views and ways into the journal as well

    @property
    def ids(self) -> list[int]:
        return sorted(id for ids in self.own.values() for id in ids)

    def of(self, *fates: str) -> list[int]:
        return sorted(id for name, ids in self.own.items() if TREATMENT[name] in fates for id in ids)


@dataclass(frozen=True)
class Known:
    """By what the person is known, now and before: by names that others have too, and by what nobody else has."""

    names: list[str]
    alone: list[str]

    @property
    def patterns(self) -> list[str]:
        """What nobody else has, also as addresses of pages have it."""
        return list(dict.fromkeys(text for one in self.alone for text in (one, quote_plus(one))))


@dataclass(frozen=True)
class NamedView:
    """A saved view that looks for the person, or is called like him."""

    id: int
    name: str
    state: dict[str, Any]


@dataclass(frozen=True)
class Added:
    """The values of added fields of a record."""

    id: int
    custom: dict[str, Any]


def starred(value: Any, known: list[str]) -> Any:
    """The same with stars in the place of what the person is known by."""
    if isinstance(value, str):
        for needle in known:
            value = value.replace(needle, BLACK)
        return value
    if isinstance(value, dict):
        return {name: starred(one, known) for name, one in value.items()}
    return [starred(one, known) for one in value] if isinstance(value, list) else value


def links(target: str) -> Iterator[Link]:
    """Every field of every module that can point at records of this one, read from the descriptions."""
    for module in modules().values():
        if not module.stored or module.name == "account":
            continue  # lines of files have no table; a company below a person is no part of him
        fields = module.draft.own | {one.name: one for one in module.derived}
        for one in fields.values():
            if one.kind_name == "reference" and one.target == target:
                yield Link(module, one.name)
        for beside in ("module", "subject_module", "source_module"):
            number = "record_id" if beside == "module" else beside.replace("module", "id")
            if beside in fields and number in fields and (target in TREATMENT):
                yield Link(module, number, beside)


def written(module: Module) -> dict[str, Field]:
    """The columns of what people wrote, as far as they go in an erasure."""
    own = module.draft.own
    found = {name: field for name, field in own.items() if field.kind_name in TEXTUAL and name not in STANDS}
    if TREATMENT[module.name] == KEEP:
        return {name: field for name, field in found.items() if name in LOOSE}
    return found | {name: field for name, field in own.items() if field.yearly or name == "gender"}


def former(items: list[ChangeItem]) -> list[dict[str, Any]]:
    """What the journal says of records, each value by the name of its field: as they were before, and in between."""
    read = [(one.field, json.loads(text)) for one in items for text in (one.before, one.after) if text]
    return [value if name is None else {name: value} for name, value in read if name or isinstance(value, dict)]


def needles(values: list[dict[str, Any]], known: tuple[str, ...] = IDENTIFYING) -> list[str]:
    """The values by which the person is known, the longest first."""
    found: set[str] = set()
    for one in values:
        for name in known:
            value = one.get(name)
            found.update(value if isinstance(value, list) else [value] if value else [])
    texts = {text.removeprefix("+86") for text in found if isinstance(text, str)}  # as a number is typed, which is a part of how it is kept
    # Mails and Latin names stand in notes in any case; databases differ in which of them they take for the same.
    cased = {way for text in texts for way in (text, text.lower(), text.upper(), text.title(), text.capitalize())}
    return sorted((text for text in cased if len(text) > 1), key=lambda text: (-len(text), text))
