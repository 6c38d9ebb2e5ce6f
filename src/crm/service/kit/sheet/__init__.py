"""Tables in files: CSV in any encoding, XLSX, XLS and ODS, read as they come and written for spreadsheets."""

import os

from crm.service.kit.sheet import book, delimited
from crm.service.kit.sheet.base import Cell, Line, Sheet
from crm.service.kit.sheet.write import write_csv, write_xlsx

__all__ = ["Cell", "Line", "Sheet", "open_sheet", "write_csv", "write_xlsx"]


def open_sheet(
    path: str | os.PathLike[str],
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> Sheet:
    """The table in a file, told by its content and not by its name. What cannot be read is `Invalid(file=…)`.

    `encoding` and `delimiter` overrule what was found out about a CSV; `sheet` is the name of a workbook's sheet.
    """
    if kind := book.kind_of(path):
        return book.open_book(path, kind, sheet)
    return delimited.open_delimited(path, encoding, delimiter)
