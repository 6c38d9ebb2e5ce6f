"""What customer and salesperson write to each other below a quote."""

from dataclasses import dataclass
from datetime import datetime

from crm.domain.kit import text
from crm.domain.kit.text import Refused
from crm.errors import Invalid
from crm.language import Words

LONGEST, NAME, MOST = 2000, 60, 200  # MOST: comments of one quote


@dataclass(frozen=True)
class QuoteComment:
    """A comment; `user_id` is of the one of us who wrote it."""

    id: int
    user_id: int | None
    author: str
    at: datetime
    body: str


def written(body: str, author: str) -> tuple[str, str]:
    """What is kept. Raises Invalid for `body` or `author`."""
    wrong: dict[str, Words] = {}
    found = []
    for name, value, most, lines in (("body", body, LONGEST, True), ("author", author, NAME, False)):
        try:
            found.append(text.clean(value, most, lines=lines))
        except Refused as no:
            wrong[name] = no.words
        else:
            if not found[-1]:
                wrong[name] = Words("Please fill this in.")
    if wrong:
        raise Invalid(wrong)
    return found[0], found[1]
