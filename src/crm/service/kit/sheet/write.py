"""Tables written for spreadsheets, safe to open: no cell is ever taken for a formula."""

import csv
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import TextIOWrapper
from typing import IO, Any, TextIO

from crm.domain.kit.plain import dumps
from crm.language import Words
from crm.service.kit.sheet.base import refused

# The apostrophe is what spreadsheets themselves put before a text that looks like a formula, and what the reader
# of this package takes away again; one more is put before a text that has it already. Plain negative numbers stay
# numbers; phones (+86…) get it too: without, a spreadsheet shows 8.6138E+12.
ESCAPED = re.compile("'*[=+\\-@\t\r＝＋－＠]")
_NEGATIVE = re.compile(r"-[0-9]+(?:\.[0-9]+)?")
LONGEST = 32_767  # characters that a cell of a workbook can hold
MOST_ROWS = 1_048_574  # below the header, and one for a mark
Target = str | os.PathLike[str] | IO[bytes]  # a file by its name, or one that is open
_EXACT = 10**15  # larger whole numbers lose their last digits in a workbook


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


def write_xlsx(target: Target, header: Sequence[str], rows: Iterable[Sequence[Any]], mark: Mark | None = None) -> int:
    """One sheet, its header fixed; strings are strings. How many rows were written, beside that of the mark."""
    from xlsxwriter import Workbook

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "remove_timezone": True,
        "nan_inf_to_errors": True,
    }
    with Workbook(target, options) as workbook:
        sheet = workbook.add_worksheet()
        bold = workbook.add_format({"bold": True})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        top = 1 if mark and mark.place == "first" else 0
        if mark:
            workbook.set_properties({"title": mark.title, "author": mark.author, "comments": mark.text})
            sheet.set_footer(f"&L&8{mark.text.replace('&', '&&')[:200]}&R&8&P / &N")
            if top:
                sheet.write_string(0, 0, mark.text[:LONGEST])
        for column, name in enumerate(header):
            sheet.set_column(column, column, min(40, max(10, 2 * len(name))))
            sheet.write_string(top, column, name[:LONGEST], bold)
        sheet.freeze_panes(top + 1, 0)
        count = 0
        for count, row in enumerate(rows, 1):
            if count > MOST_ROWS:
                raise refused(Words("A workbook holds at most {max} rows. Please choose CSV.", max=MOST_ROWS))
            for column, cell in enumerate(row):
                if cell is None or cell == "":
                    continue
                if isinstance(cell, str):
                    sheet.write_string(count + top, column, cell[:LONGEST])
                elif isinstance(cell, bool):
                    sheet.write_boolean(count + top, column, cell)
                elif isinstance(cell, datetime):
                    sheet.write_datetime(count + top, column, cell, moment)
                elif isinstance(cell, date):
                    sheet.write_datetime(count + top, column, cell, day)
                elif isinstance(cell, (int, float, Decimal)) and -_EXACT < cell < _EXACT:
                    sheet.write_number(count + top, column, cell)
                else:
                    sheet.write_string(count + top, column, str(cell)[:LONGEST])
        if mark and mark.place == "last":
            sheet.write_string(count + 1, 0, mark.text[:LONGEST])
    return count


def write_json(target: Target, names: Sequence[str], rows: Iterable[Sequence[Any]], mark: Mark) -> int:
    """The mark, then the records as objects, one a line. How many were written."""
    count = 0
    with text_onto(target) as file:
        file.write(f'{{"mark": {dumps(mark.text)}, "records": [')
        for count, row in enumerate(rows, 1):
            file.write(("\n" if count == 1 else ",\n") + dumps(dict(zip(names, row, strict=True))))
        file.write("\n]}\n" if count else "]}\n")
    return count
