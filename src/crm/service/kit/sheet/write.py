"""Tables written for spreadsheets, safe to open: no cell is ever taken for a formula."""

import csv
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import TextIOWrapper
from typing import IO, Any, TextIO

from crm.domain.kit.plain import dumps

# The apostrophe is what spreadsheets themselves put before a text that looks like a formula, and what the reader
# of this package takes away again; one more is put before a text that has it already. Plain negative numbers stay
# numbers; phones (+86…) get it too: without, a spreadsheet shows 8.6138E+12.
ESCAPED = re.compile("'*[=+\\-@\t\r＝＋－＠]")
_NEGATIVE = re.compile(r"-[0-9]+(?:\.[0-9]+)?")
Target = str | os.PathLike[str] | IO[bytes]  # a file by its name, or one that is open


@dataclass(frozen=True, slots=True)
class Mark:
    """By whom, when and why a file was made. It stands in the properties and the printed foot of a workbook, before the records of a
    JSON, in each card; and where `place` says so as a row of its own in tables: first or last."""

    text: str
    title: str
    author: str
    place: str = "properties"


@contextmanager
def text_onto(target: Target) -> Iterator[TextIO]:
    """The same as UTF-8 to write to; what was open stays open."""
    if isinstance(target, (str, os.PathLike)):
        with open(target, "w", encoding="utf-8", newline="") as file:
            yield file
        return
    text = TextIOWrapper(target, "utf-8", newline="")
    yield text
    text.flush()
    text.detach()


def write_csv(target: Target, header: Sequence[str], rows: Iterable[Sequence[Any]], mark: Mark | None = None) -> int:
    """UTF-8 with the sign that makes spreadsheets read it so. How many rows were written, beside that of the mark."""
    with text_onto(target) as file:
        return _lines(file, header, rows, mark)


def _lines(file: TextIO, header: Sequence[str], rows: Iterable[Sequence[Any]], mark: Mark | None) -> int:
    file.write("\ufeff")
    writer = csv.writer(file)
    if mark and mark.place == "first":
        writer.writerow([_text(mark.text)])
    writer.writerow([_text(name) for name in header])
    count = 0
    for row in rows:
        writer.writerow([_text(cell) for cell in row])
        count += 1
    if mark and mark.place == "last":
        writer.writerow([_text(mark.text)])
    return count


def _text(cell: Any) -> Any:
    if isinstance(cell, str):
        return "'" + cell if ESCAPED.match(cell) and not _NEGATIVE.fullmatch(cell) else cell
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    return f"{cell:f}" if isinstance(cell, Decimal) else cell


def write_json(target: Target, names: Sequence[str], rows: Iterable[Sequence[Any]], mark: Mark) -> int:
    """The mark, then the records as objects, one a line. How many were written."""
    count = 0
    with text_onto(target) as file:
        file.write(f'{{"mark": {dumps(mark.text)}, "records": [')
        for count, row in enumerate(rows, 1):
            file.write(("\n" if count == 1 else ",\n") + dumps(dict(zip(names, row, strict=True))))
        file.write("\n]}\n" if count else "]}\n")
    return count
