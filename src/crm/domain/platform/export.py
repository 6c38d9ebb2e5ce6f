"""What is asked of whoever takes many records away as a file: what it is for."""

from dataclasses import replace

from crm.domain.kit.field import Draft, declare, draft
from crm.domain.kit.filter_tree import Group, Part, Related
from crm.domain.kit.module import Module
from crm.domain.kit.text import Refused, clean
from crm.errors import Invalid
from crm.language import N_, Words

SHORTEST, LONGEST = 4, 500  # characters of a reason
TEXTUAL = ("text", "long", "rich", "address", "phone", "phones", "mail", "mails", "link", "idnumber", "taxid", "tags")  # typed freely
HIDDEN = "***"


@draft
class ReasonDraft(Draft):
    """The one thing that is typed in."""

    reason: str | None = declare(
        "long", N_("What is the file for?"), max=LONGEST, help=N_("It is kept with your name, and stands in the file.")
    )


def told(filter: Group, module: Module | None) -> Group:
    """A filter as it may stand where it is kept for good: without the texts that are looked for, which may be somebody's phone or name.
    Of related records, whose module is not at hand (None), no value is told."""
    return replace(filter, parts=tuple(_told(one, module) for one in filter.parts))


def _told(part: Part, module: Module | None) -> Part:
    if isinstance(part, Group):
        return told(part, module)
    if isinstance(part, Related):
        return replace(part, where=told(part.where, None))
    field = module.fields.get(part.field) if module else None
    return replace(part, value=HIDDEN) if field is None or field.kind_name in TEXTUAL else part


def reasoned(text: str, demanded: bool) -> str:
    """The reason as it is kept. Raises Invalid(reason=…) where it cannot be, or says too little for what demands one."""
    try:
        said = clean(text, LONGEST, lines=True)
    except Refused as no:
        raise Invalid(reason=no.words) from None
    if demanded and len(said) < SHORTEST:
        raise Invalid(reason=Words("Please say in a few words what the file is for."))
    return said
