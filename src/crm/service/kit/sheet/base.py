"""What a CSV and a workbook have in common once they are open."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.sealed_file import SealedFile

Cell = str | int | float | bool | date | datetime
Line = tuple[int, list[Any]]  # the line in the file, and its Cells

MOST_COLUMNS = 500
MOST_NOTES = 1000


Source = Path | SealedFile  # where the contents are read from


def size_of(source: Source) -> int:
    return source.size if isinstance(source, SealedFile) else source.stat().st_size


def text_of(source: Source, encoding: str, newline: str | None = None) -> TextIOWrapper:
    return TextIOWrapper(source.open("rb"), encoding, newline=newline)


def refused(words: Words) -> Invalid:
    return Invalid(file=words)


@dataclass
class Sheet:
    """An open table. `rows()` yields (line in the file, cells), each as long as the header or longer.

    A shorter row is padded; a longer one is kept, and `notes` tells of it. Blank rows are left out.
    """

    kind: str  # csv xlsx xls ods
    begin: Callable[[], Iterator[Line]]
    estimated_rows: int = 0
    encoding: str | None = None
    delimiter: str | None = None
    names: list[str] = field(default_factory=list)  # all sheets of a workbook
    name: str | None = None  # the one that is read
    header: list[str] = field(init=False)
    notes: list[tuple[int, Words]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._feed: Iterator[Line] | None = self._after_header()

    def _after_header(self) -> Iterator[Line]:
        feed = self.begin()
        first = next(feed, None)
        if first is None:
            raise refused(Words("This file is empty."))
        self.header = _named(first[1])
        return feed

    def rows(self) -> Iterator[Line]:
        feed, self._feed = self._feed or self._after_header(), None
        width = len(self.header)
        for line, cells in feed:
            missing = width - len(cells)
            if missing > 0:
                cells += [""] * missing
            elif missing < 0:
                cells = self._longer(line, cells, width)
            yield line, cells

    def _longer(self, line: int, cells: list[Any], width: int) -> list[Any]:
        extra = [said for cell in cells[width:] if (said := str(cell).strip())]
        if not extra:
            return cells[:width]
        if len(self.notes) < MOST_NOTES:
            words = Words("This row goes on beyond the last column of the header: {cells}", cells=", ".join(extra)[:100])
            self.notes.append((line, words))
        return cells


def _named(cells: list[Any]) -> list[str]:
    """The header with a name of its own for each column."""
    if len(cells) > MOST_COLUMNS:
        raise refused(Words("This file has {count} columns; at most {max} are possible.", count=len(cells), max=MOST_COLUMNS))
    names: list[str] = []
    taken: set[str] = set()
    for place, cell in enumerate(cells, 1):
        name: str = " ".join(str(cell).replace("\0", "").split()) or Words("column {n}", n=place)
        plain = name
        count = 1
        while name.casefold() in taken:
            count += 1
            name = f"{plain} ({count})"
        taken.add(name.casefold())
        names.append(name)
    return names
