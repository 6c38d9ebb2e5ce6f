"""CSV and its kin: the delimiter is found out, quotes and line breaks in cells are kept."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import TextIO

from crm.language import Words
from crm.service.kit.sheet.base import Line, Sheet, Source, refused, size_of, text_of
from crm.service.kit.sheet.encoding import detect
from crm.service.kit.sheet.write import ESCAPED

SAMPLE = 1 << 16
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"SQLite format")
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|\?xml|table|meta|head|body|style)", re.IGNORECASE)
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f]")
_SEP = re.compile(r'"?sep=(.)"?[\r\n]', re.IGNORECASE)


def open_delimited(source: Source, encoding: str | None, delimiter: str | None) -> Sheet:
    _check(source)
    encoding = encoding or detect(source)
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '\r\n" '):
        raise refused(Words("A delimiter is a single character, such as a comma."))
    try:
        with text_of(source, encoding, newline="") as file:
            sample = file.read(SAMPLE)
            whole = not file.read(1)
    except (UnicodeError, LookupError):
        raise _not_in(encoding) from None
    if len(_CONTROL.findall(sample)) > 10 + len(sample) // 50:
        raise refused(Words("This is not a table. Please choose a CSV, XLSX, XLS or ODS file."))
    delimiter = delimiter or sniff(sample, whole)
    return Sheet(
        kind="csv",
        begin=lambda: _feed(source, encoding, delimiter),
        estimated_rows=_estimated(source, sample, whole, encoding, delimiter),
        encoding=encoding,
        delimiter=delimiter,
    )


def _check(source: Source) -> None:
    with source.open("rb") as file:
        head = file.read(512)
    if head.startswith(_BINARY):
        raise refused(Words("This is not a table. Please choose a CSV, XLSX, XLS or ODS file."))
    if _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise refused(Words("This is a web page or XML under another name. Open it in a spreadsheet and save it as XLSX or CSV."))


def _not_in(encoding: str) -> Exception:
    return refused(Words("This file cannot be read as {encoding}. Please choose another encoding.", encoding=encoding))


def sniff(sample: str, whole: bool = True) -> str:
    """The delimiter that gives most rows as many cells as the first one has; a comma when there is only one column."""
    if said := _SEP.match(sample):
        return said[1]
    best, most = ",", 0.0
    for delimiter in ",\t;|":
        even, width = _evenness(sample, delimiter, whole)
        if width > 1 and even * min(width, 10) > most:
            best, most = delimiter, even * min(width, 10)
    if not most and _evenness(sample, ":", whole) >= (1.0, 2):  # a colon is also in times and links
        return ":"
    return best


def _evenness(sample: str, delimiter: str, whole: bool) -> tuple[float, int]:
    """Which part of the rows is as wide as the first, and how wide that is."""
    widths = [len(row) for row in _parsed(sample, delimiter, 60) if any(row)]
    if len(widths) > 1 and not whole and len(widths) < 60:
        widths.pop()  # cut off by the end of the sample
    return (widths.count(widths[0]) / len(widths), widths[0]) if widths else (0.0, 0)


def _parsed(sample: str, delimiter: str, most: int | None) -> list[list[str]]:
    try:
        return list(islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), most))
    except csv.Error:  # a cell beyond the limit: the feed tells in which line
        return []


def _estimated(source: Source, sample: str, whole: bool, encoding: str, delimiter: str) -> int:
    rows = sum(1 for row in _parsed(sample, delimiter, None) if any(row))
    if not whole:
        rows = round(rows * size_of(source) / len(sample.encode(encoding, "replace")))
    return max(rows - 1, 0)


class _Watched:
    """The lines of a file; what cells cannot tell any more is noted as they pass."""

    def __init__(self, file: TextIO):
        self.file = file
        self.ended = False
        self.escaped = False

    def __iter__(self) -> Iterator[str]:
        for line in self.file:
            if "'" in line:
                self.escaped = True
            yield line
        self.ended = True


def _feed(source: Source, encoding: str, delimiter: str) -> Iterator[Line]:
    start = 1
    with text_of(source, encoding, newline="") as file:
        watched = _Watched(file)
        reader = csv.reader(watched, delimiter=delimiter)
        try:
            for cells in reader:
                line, start = start, reader.line_num + 1
                if watched.ended:  # the reader wanted more for this row
                    raise refused(Words("The quotation mark that opens in line {line} is never closed.", line=line))
                if not any(cells) or not cells[0].strip() and not "".join(cells).strip():
                    continue
                if line == 1 and cells[0].lower() == "sep=" and len(cells) == 2:
                    continue
                if watched.escaped:
                    cells, watched.escaped = [_unescaped(cell) for cell in cells], False
                yield line, cells
        except csv.Error:
            raise refused(Words("Line {line}: a cell is far too long. Is a quotation mark never closed?", line=start)) from None
        except UnicodeError:
            raise _not_in(encoding) from None


def _unescaped(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and ESCAPED.match(cell) else cell
