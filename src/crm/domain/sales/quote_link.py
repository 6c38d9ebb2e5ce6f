"""A link under which a customer reads a quote without signing in: for how long, and what he meets there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.domain.kit import text
from crm.domain.kit.text import Refused
from crm.errors import Invalid

DAYS, LONGEST = 30, 365  # a link is good for so many days unless somebody says otherwise
MOST, NAME = 20, 60  # links of one quote, letters of a name
SHARED = ("approved", "sent")  # states in which a quote may be shown to its customer
READ = ("sent", "accepted", "declined", "expired")  # in these a link still shows it


@dataclass(frozen=True)
class QuoteLink:
    """A link as the database has it. `opened_at` is when the customer first saw it, `signed_file_id` the paper that he signed."""

    id: int
    quote_id: int
    template_id: int | None
    recipient: str | None
    created_at: datetime
    created_by: int | None
    expires_at: datetime
    revoked_at: datetime | None
    opened_at: datetime | None
    signed_file_id: int | None

    def is_open(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at


@dataclass(frozen=True)
class LinkLine(QuoteLink):
    """A link with who made it and how often it was opened."""

    created_name: str | None
    views: int


@dataclass(frozen=True)
class LinkSummary:
    """What came of all links of a quote."""

    links: int
    views: int
    seen_at: datetime | None
    comments: int


def gone(link: QuoteLink, state: str, now: datetime) -> str:
    """Why the link shows nothing any more: `revoked`, `over`, `replaced` or `away`; empty while it does."""
    if link.revoked_at is not None:
        return "revoked"
    if now >= link.expires_at:
        return "over"
    if state == "replaced":
        return "replaced"
    return "" if state in READ else "away"


def for_whom(given: str | None) -> str | None:
    """The name of whoever gets the link. Raises Invalid for `recipient`."""
    try:
        return text.clean(given or "", NAME) or None
    except Refused as no:
        raise Invalid(recipient=no.words) from None


def until(now: datetime, days: int) -> datetime:
    return now + timedelta(days=days)
