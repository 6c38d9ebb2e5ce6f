"""Tables in files: CSV in any encoding, XLSX, XLS, ODS and vCards, read as they come and written for others to read."""

import os
from pathlib import Path

from crm.service.kit.sealed_file import SealedFile
from crm.service.kit.sheet import book, card, delimited
from crm.service.kit.sheet.base import Cell, Line, Sheet
from crm.service.kit.sheet.card_write import Card, write_cards
from crm.service.kit.sheet.write import Mark, Target, write_csv, write_json
from crm.service.kit.sheet.write_book import write_xlsx

__all__ = ["Card", "Cell", "Line", "Mark", "Sheet", "Target", "open_sheet", "write_cards", "write_csv", "write_json", "write_xlsx"]


def open_sheet(
    path: str | os.PathLike[str] | SealedFile,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> Sheet:
    """The table in a file, told by its content and not by its name. What cannot be read is `Invalid(file=…)`.

    `encoding` and `delimiter` overrule what was found out about a CSV; `sheet` is the name of a workbook's sheet.
    """
    source = path if isinstance(path, SealedFile) else Path(path)
    if kind := book.kind_of(source):
        return book.open_book(source, kind, sheet)
    if card.is_card(source):
        return card.open_cards(source, encoding)
    return delimited.open_delimited(source, encoding, delimiter)
