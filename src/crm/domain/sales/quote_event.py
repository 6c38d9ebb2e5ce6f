"""What happens to quotes that others may want to hear of."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class QuoteBegun:
    """Somebody wrote a new quote into a form; it has no lines yet."""

    quote: Any


@dataclass(frozen=True, slots=True)
class QuoteSent:
    """A quote went to its customer; the versions before it no longer hold."""

    quote_id: int


@dataclass(frozen=True, slots=True)
class QuoteAnswered:
    """The customer accepted or declined a quote, himself or as somebody told."""

    quote_id: int
    accepted: bool
