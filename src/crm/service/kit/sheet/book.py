"""Workbooks (XLSX, XLS, ODS): checked as files, then read by the limited process of worker.py."""

import json
import os
import selectors
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from threading import Thread
from typing import IO, Any

from crm.errors import Invalid
from crm.language import N_, Words
from crm.service.kit.sealed_file import SealedFile
from crm.service.kit.sheet.base import MOST_COLUMNS, Line, Sheet, Source, refused, size_of

_WORKER = Path(__file__).with_name("worker.py")
_WAIT = 60  # seconds without a row, after which the worker is ended
_CPU = 20  # seconds of work, and more for a large file
_CPU_PER_MB = 4
_LARGEST = 2 << 30  # bytes unpacked
_RATIO = 200  # how much smaller than that a large file may be packed; real workbooks are below 100
_MOST_ROWS = 1_000_000

_REASONS = {
    "password": N_("This workbook is protected with a password. Remove the password and try again."),
    "damaged": N_("This workbook is damaged or of a kind that cannot be read. Save it as XLSX or CSV and try again."),
    "large": N_("This workbook is too large or too complex to be read. Save it as CSV and try again."),
    "sheet": N_("This workbook has no sheet of that name."),
    "empty": N_("This file is empty."),
    "columns": N_("This workbook has cells beyond column {columns}. Delete them and try again."),
    "rows": N_("This workbook has more than {rows} rows. Split it or save it as CSV."),
    "cell": N_("This workbook has a cell with more text than a spreadsheet allows."),
}


def _because(reason: str) -> Exception:
    return refused(Words(_REASONS[reason], columns=MOST_COLUMNS, rows=f"{_MOST_ROWS:,}"))


def kind_of(source: Source) -> str | None:
    """xlsx, xls or ods by the content of the file; None for anything that is not a workbook."""
    with source.open("rb") as file:
        head = file.read(8)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "xls"
    return _kind_of_zip(source) if head.startswith(b"PK\x03\x04") else None


def _kind_of_zip(source: Source) -> str:
    try:
        with source.open("rb") as file, zipfile.ZipFile(file) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        raise _because("damaged") from None
    unpacked = sum(member.file_size for member in members)
    if unpacked > _LARGEST or len(members) > 10_000 or unpacked > max(64 << 20, _RATIO * size_of(source)):
        raise _because("large")
    names = {member.filename for member in members}
    if "content.xml" in names:
        return "ods"
    if not names & {"xl/workbook.xml", "xl/workbook.bin"}:
        raise refused(Words("This is not a table. Please choose a CSV, XLSX, XLS or ODS file."))
    return "xlsx"


def open_book(source: Source, kind: str, wanted: str | None) -> Sheet:
    feed = _started(source, wanted)
    about = next(feed)
    waiting: list[Iterator[Any]] = [feed]

    def begin() -> Iterator[Line]:
        if waiting:
            return waiting.pop()
        again = _started(source, wanted)
        next(again)
        return again

    return Sheet(kind, begin, estimated_rows=about["rows"], names=about["names"], name=about["name"])


def _started(source: Source, wanted: str | None) -> Iterator[Any]:
    """What the worker says: first about the workbook, then each row as (line, cells)."""
    path = None if isinstance(source, SealedFile) else os.path.abspath(source)
    seconds = _CPU + _CPU_PER_MB * (size_of(source) >> 20)
    command = [sys.executable, "-I", str(_WORKER), path or "-", wanted or "", str(seconds)]
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL if path else subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**kept, "PYTHONUTF8": "1"},
    )
    assert process.stdout is not None
    if process.stdin:  # by a thread: whoever hangs is ended by us, and does not hold us up
        Thread(target=_handed, args=(source, process.stdin), daemon=True).start()
    try:
        for line in _lines(process.stdout):
            said = json.loads(line, object_hook=_restored)
            if isinstance(said, list):
                yield said[0], said[1]
            elif "error" in said:
                raise _because(said["error"])
            elif "end" in said:
                return
            else:
                yield said
        raise _because("large")  # ended by its limits
    finally:
        process.kill()
        process.stdout.close()
        process.wait()


def _handed(source: Source, pipe: IO[bytes]) -> None:
    """Give the contents of a sealed file to the worker, which has no keys; one that is gone has said why."""
    with suppress(OSError, Invalid), pipe, source.open("rb") as file:
        shutil.copyfileobj(file, pipe, 1 << 18)


def _lines(pipe: IO[bytes]) -> Iterator[bytes]:
    parts: list[bytes] = []
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while selector.select(_WAIT) and (chunk := os.read(pipe.fileno(), 1 << 18)):
            first, *more = chunk.split(b"\n")
            parts.append(first)
            if more:
                yield b"".join(parts)
                yield from more[:-1]
                parts = [more[-1]]


def _restored(value: dict[str, Any]) -> Any:
    if "$" not in value:
        return value
    said = value["$"]
    return date.fromisoformat(said) if len(said) == 10 else datetime.fromisoformat(said)
