"""Tables in files: CSV in any encoding, XLSX, XLS, ODS and vCards, read as they come and written for others to read."""

import os

from crm.service.kit.sheet import book, card, delimited
from crm.service.kit.sheet.base import Cell, Line, Sheet
from crm.service.kit.sheet.card_write import Card, write_cards
from crm.service.kit.sheet.write import Mark, write_csv, write_json, write_xlsx

__all__ = ["Card", "Cell", "Line", "Mark", "Sheet", "open_sheet", "write_cards", "write_csv", "write_json", "write_xlsx"]


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
    if card.is_card(path):
        return card.open_cards(path, encoding)
    return delimited.open_delimited(path, encoding, delimiter)
