"""What roles may do with single fields: which fields can be limited, and to what."""

from typing import Any

from crm.domain.kit.custom import HIDDEN, MASKED, READ_ONLY
from crm.domain.kit.field import Field
from crm.domain.kit.mask import KINDS
from crm.domain.kit.module import Module
from crm.language import N_

CLEAR = "clear"  # of a role that sees an encrypted field as it is: without a level it sees a mask
LABELS = {
    "": N_("Sees and edits"), CLEAR: N_("Sees and edits"),
    READ_ONLY: N_("Only sees"), MASKED: N_("Sees a mask"), HIDDEN: N_("Does not see it"),
}  # fmt: skip
# What points at other records says whose and where a record is; tags are words of the house; the rest are no values that people type in.
NEVER = ("reference", "user", "department", "file", "options", "grants", "roles", "datetime", "tags")
# Fields that the program itself works with, works out, or adds up for everybody: whoever may not know them may not view the module.
NEEDED = {
    "account": ("grade", "stage", "next_follow_at"),
    "activity": ("subject_module", "subject_id", "repeats"),
    "contract": ("number", "amount", "currency", "signed_on", "starts_on", "ends_on", "closed_on", "closing_reason"),
    "lead": ("grade", "reason", "recycle_on", "next_follow_at"),
    "opportunity": (
        "amount", "currency", "chance", "forecast", "close_on", "reason_text", "next_step", "next_follow_at", "waiting_until",
    ),
    "price_list": ("starts_on", "ends_on", "grades", "position"),
    "product": ("code", "unit", "price", "cost"),
    "product_category": ("position",),
    "quote": ("number", "option", "valid_until", "amount", "currency", "signer", "signer_mail", "answer"),
    "sales_order": ("number", "amount", "currency", "ordered_on", "deliver_by", "closing_reason"),
    "visit": ("starts_at", "ends_at", "position", "next_step", "next_on", "result", "far_reason"),
}  # fmt: skip


class Veils(dict[int, str]):
    """Role -> level of an encrypted field. Whoever is not named sees a mask. One that is `shut` nobody sees otherwise."""

    shut = False

    def get(self, role: int, default: Any = None) -> Any:
        level = super().get(role, MASKED)
        return default if level == CLEAR else level


def choices_of(module: Module, field: Field) -> tuple[tuple[str, str], ...]:
    """(level, what it is called) of all that a role may be given; without a level first."""
    first = LABELS[MASKED if field.encrypted else ""]
    return (("", first), *((level, LABELS[level]) for level in levels_of(module, field)))


def limitable(module: Module) -> dict[str, Field]:
    """The fields that roles can be kept from, built in and added. Never the title: a record that nobody can name cannot be talked of."""
    if not module.is_extensible or module.area == "platform":
        return {}
    return {name: field for name, field in module.whole.items() if levels_of(module, field)}


def levels_of(module: Module, field: Field) -> tuple[str, ...]:
    """What a role can be limited to. What is hidden stays empty for the program too when it shows a record: so it must be a field
    that may be empty."""
    if field.computed:
        return (HIDDEN,)
    if not field.custom:
        empty = field.nullable or field.kind.several
        typed = field.name in module.draft.own and field.name != module.title_field and field.name not in NEEDED.get(module.name, ())
        if not empty or not typed or field.kind_name in NEVER:
            return ()
    if field.encrypted:
        return (CLEAR, READ_ONLY, HIDDEN)
    return (READ_ONLY, MASKED, HIDDEN) if field.kind_name in KINDS else (READ_ONLY, HIDDEN)
