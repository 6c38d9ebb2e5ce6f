"""A saved way into the journal: what one looks for again and again, by a name of one's own."""

from dataclasses import dataclass

PLACES = ("changes", "events")
LONGEST_NAME, MOST = 60, 30


@dataclass(frozen=True)
class JournalLink:
    """The filter as it stands in an address."""

    id: int
    name: str
    query: str
