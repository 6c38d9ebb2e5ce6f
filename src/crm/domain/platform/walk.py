"""The list that somebody came from, as it stood then."""

from dataclasses import dataclass

MOST = 1000  # records that one may walk along


@dataclass(frozen=True)
class Walk:
    """The records of a list in their order; `total` is how many there are, up to MOST + 1."""

    query: str
    ids: list[int]
    total: int

    def place(self, id: int) -> int | None:
        """Where the record stands, from 0."""
        return self.ids.index(id) if id in self.ids else None

    def beside(self, id: int, step: int) -> int | None:
        at = self.place(id)
        return self.ids[at + step] if at is not None and 0 <= at + step < len(self.ids) else None
