"""What is asked of whoever takes many records away as a file: what it is for."""

from crm.domain.kit.field import Draft, declare, draft
from crm.domain.kit.text import Refused, clean
from crm.errors import Invalid
from crm.language import N_, Words

SHORTEST, LONGEST = 4, 500  # characters of a reason


@draft
class ReasonDraft(Draft):
    """The one thing that is typed in."""

    reason: str | None = declare(
        "long", N_("What is the file for?"), max=LONGEST, help=N_("It is kept with your name, and stands in the file.")
    )


def reasoned(text: str, demanded: bool) -> str:
    """The reason as it is kept. Raises Invalid(reason=…) where it cannot be, or says too little for what demands one."""
    try:
        said = clean(text, LONGEST, lines=True)
    except Refused as no:
        raise Invalid(reason=no.words) from None
    if demanded and len(said) < SHORTEST:
        raise Invalid(reason=Words("Please say in a few words what the file is for."))
    return said
