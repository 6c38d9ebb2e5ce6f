"""Workbooks written row by row: what is written lies nowhere else, neither in memory nor in a file of its own.

The library that knows the format keeps rows in clear in a temporary file, or all of them in memory. So it makes the frame alone (styles,
properties, header), with one sample row, and ours go into the archive in the place of that.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from crm.language import Words
from crm.service.kit.sheet.base import refused
from crm.service.kit.sheet.write import Mark, Target

LONGEST = 32_767  # characters that a cell of a workbook can hold
MOST_ROWS = 1_048_574  # below the header, and one for a mark
_EXACT = 10**15  # larger whole numbers lose their last digits in a workbook
_SHEET = "xl/worksheets/sheet1.xml"
_DIMENSION = re.compile(r"<dimension [^>]*/>")  # of the frame alone; readers that believe it would stop there
_STYLE = re.compile(r' s="([0-9]+)"')
_SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_FIRST = date(1899, 12, 31)
_PIECE = 500  # rows


def write_xlsx(target: Target, header: Sequence[str], rows: Iterable[Sequence[Any]], mark: Mark | None = None) -> int:
    """One sheet, its header fixed; strings are strings. How many rows were written, beside that of the mark."""
    from xlsxwriter.utility import xl_col_to_name

    top = 2 if mark and mark.place == "first" else 1  # rows above the first of ours
    with ZipFile(_frame(header, mark, top)) as frame, ZipFile(target, "w", ZIP_DEFLATED) as made:  # type: ignore[arg-type]
        for name in frame.namelist():
            if name != _SHEET:
                made.writestr(name, frame.read(name))
        head, sample, tail = re.split(rf'(<row r="{top + 1}".*?</row>)', frame.read(_SHEET).decode(), maxsplit=1)
        day, moment = _STYLE.findall(sample)
        count, piece = 0, [_DIMENSION.sub("", head)]
        letters = [xl_col_to_name(column) for column in range(max(len(header), 1))]
        with made.open(_SHEET, "w") as file:
            for count, row in enumerate(rows, 1):
                if count > MOST_ROWS:
                    raise refused(Words("A workbook holds at most {max} rows. Please choose CSV.", max=MOST_ROWS))
                piece.append(_row(count + top, _cells(row, letters, count + top, day, moment)))
                if count % _PIECE == 0:
                    file.write("".join(piece).encode())
                    piece = []
            if mark and mark.place == "last":
                piece.append(_row(count + top + 1, [_string(f"A{count + top + 1}", mark.text)]))
            file.write("".join([*piece, tail]).encode())
    return count


def _frame(header: Sequence[str], mark: Mark | None, top: int) -> BytesIO:
    """The workbook with its header, and below it a row with a day and a moment, which tell their styles."""
    from xlsxwriter import Workbook

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(made := BytesIO(), options) as workbook:
        sheet = workbook.add_worksheet()
        bold = workbook.add_format({"bold": True})
        if mark:
            workbook.set_properties({"title": mark.title, "author": mark.author, "comments": mark.text})
            sheet.set_footer(f"&L&8{mark.text.replace('&', '&&')[:200]}&R&8&P / &N")
            if mark.place == "first":
                sheet.write_string(0, 0, mark.text[:LONGEST])
        for column, name in enumerate(header):
            sheet.set_column(column, column, min(40, max(10, 2 * len(name))))
            sheet.write_string(top - 1, column, name[:LONGEST], bold)
        sheet.freeze_panes(top, 0)
        for column, shape in enumerate(("yyyy-mm-dd", "yyyy-mm-dd hh:mm")):
            sheet.write_number(top, column, 1, workbook.add_format({"num_format": shape}))
    return made


def _row(number: int, cells: Iterable[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cells(row: Sequence[Any], letters: Sequence[str], number: int, day: str, moment: str) -> Iterator[str]:
    for letter, cell in zip(letters, row, strict=True):
        at = f"{letter}{number}"
        if cell is None or cell == "":
            continue
        if isinstance(cell, str):
            yield _string(at, cell)
        elif isinstance(cell, bool):
            yield f'<c r="{at}" t="b"><v>{cell:d}</v></c>'
        elif isinstance(cell, date) and cell.year >= 1900:
            yield f'<c r="{at}" s="{moment if isinstance(cell, datetime) else day}"><v>{_serial(cell):.16G}</v></c>'
        elif isinstance(cell, (int, float, Decimal)) and -_EXACT < cell < _EXACT:
            yield f'<c r="{at}"><v>{cell:.16G}</v></c>'
        else:
            yield _string(at, str(cell))


def _string(at: str, text: str) -> str:
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{_SPECIAL.sub(_escaped, text[:LONGEST])}</t></is></c>'


def _escaped(found: re.Match[str]) -> str:
    """What XML has no room for stands as the format writes it: _x0001_; a text that looks like that is told from it."""
    return _NAMED.get(found[0]) or f"_x{ord(found[0]):04X}_"


def _serial(at: date) -> float:
    """Days since the last of 1899; spreadsheets believe in a 29 February 1900."""
    days = at.toordinal() - _FIRST.toordinal()
    days += days > 59
    return days + (at.hour * 3600 + at.minute * 60 + at.second + at.microsecond / 1e6) / 86400 if isinstance(at, datetime) else days
