"""Reads a workbook in a process of its own, within limits, and prints its rows as JSON, one a line.

What is read is a file, or with "-" what comes in. Started by path with `python -I`, so that it loads nothing of the program: only the
standard library and calamine.
"""

import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

MOST_ROWS = 1_000_000
MOST_COLUMNS = 500
LONGEST = 32_767  # what a cell of a workbook can hold
MEMORY = 2 << 30
EXACT = 2**53


def main(path: str, wanted: str, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        _print(path, wanted)
    except _Refused as refused:
        _say({"error": str(refused)})
    except MemoryError:
        _say({"error": "large"})
    except BaseException as error:  # calamine's own panics are no Exception
        _say({"error": "password" if type(error).__name__ == "PasswordError" else "damaged"})


class _Refused(Exception):
    """Readable, but not to be imported; its text is the code of the reason."""


def _say(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=_plain, separators=(",", ":")) + "\n")


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return {"$": value.isoformat()}
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"
    if isinstance(value, time):
        return value.isoformat("seconds")
    raise TypeError(type(value).__name__)


def _print(path: str, wanted: str) -> None:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with sys.stdin.buffer if path == "-" else open(path, "rb") as file:  # by its content: an upload is stored without its name
        workbook = CalamineWorkbook.from_filelike(BytesIO(file.read()))
    every = [meta for meta in workbook.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    names = [meta.name for meta in every]
    if wanted and wanted not in names:
        raise _Refused("sheet")
    shown = [meta.name for meta in every if meta.visible == SheetVisibleEnum.Visible] or names
    sheet = None
    for name in [wanted] if wanted else shown:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.end is not None:
            break
    if sheet is None or sheet.end is None:
        raise _Refused("empty")
    if sheet.end[1] >= MOST_COLUMNS:
        raise _Refused("columns")
    if sheet.end[0] > MOST_ROWS:
        raise _Refused("rows")
    _say({"names": names, "name": sheet.name, "rows": sheet.height - 1})
    for line, cells in enumerate(sheet.iter_rows(), 1):
        while cells and cells[-1] == "":
            cells.pop()
        if cells:
            _say([line, [_cell(cell) for cell in cells]])
    _say({"end": True})


def _cell(cell: Any) -> Any:
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT:
        return int(cell)  # a phone typed as a number is 13800138000, not 13800138000.0
    if isinstance(cell, str) and len(cell) > LONGEST:
        raise _Refused("cell")
    return cell


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
