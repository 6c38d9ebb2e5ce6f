"""What a file looks like, on our own page: tables, pages, documents and texts, read within limits."""

import subprocess
import sys
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import nh3

from crm.domain.platform.file import File
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.sheet import open_sheet
from crm.service.platform.file_store import FileStore

WORKER = Path(__file__).with_name("file_look_worker.py")
SECONDS, ROWS, COLUMNS, LETTERS = 10, 50, 30, 60_000
TAGS = {"p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "tr", "td", "th", "thead", "tbody", "strong", "em"}


@dataclass(frozen=True)
class Look:
    """How a file is shown. `html` was cleaned; `refusal` says why it cannot be shown."""

    kind: str  # image, pages, table, document, text, none
    pages: int = 0
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    html: str = ""
    text: str = ""
    cut: bool = False
    refusal: Words | None = None


class Unreadable(Exception):
    """The library could not read it, or not within the limits."""


class FileLook:
    """Shows the contents of files. Formats with libraries in C or with archives in them are read in a process of their own."""

    def __init__(self, store: FileStore):
        self.store = store

    def look(self, file: File) -> Look:
        """What can be shown of a file; one that cannot be read says so and can still be downloaded."""
        try:
            show = {"pages": self._pages, "table": self._table, "document": self._document, "text": self._text}.get(file.look)
            return show(file) if show else Look(file.look)
        except (Unreadable, Invalid):
            return Look("none", refusal=Words("This file cannot be shown here. You can download it."))

    def page(self, file: File, number: int) -> bytes:
        """A page of a PDF as PNG, counted from 0. Raises Unreadable."""
        return self._run("pages", file, number).partition(b"\n")[2]

    def _pages(self, file: File) -> Look:
        return Look("pages", pages=int(self._run("pages", file, 0).partition(b"\n")[0]))

    def _table(self, file: File) -> Look:
        sheet = open_sheet(self.store.path(file.digest))
        rows = [tuple(str(cell) for cell in cells[:COLUMNS]) for _, cells in islice(sheet.rows(), ROWS + 1)]
        return Look("table", header=tuple(sheet.header[:COLUMNS]), rows=tuple(rows[:ROWS]), cut=len(rows) > ROWS)

    def _document(self, file: File) -> Look:
        html = self._run("document", file, 0).decode()
        return Look("document", html=nh3.clean(html[: 10 * LETTERS], tags=TAGS, attributes={}), cut=len(html) > 10 * LETTERS)

    def _text(self, file: File) -> Look:
        with self.store.path(file.digest).open("rb") as contents:
            found = contents.read(LETTERS + 1)
        try:
            text = found.decode()
        except UnicodeDecodeError:
            from charset_normalizer import from_bytes  # only for files that are none of the usual

            best = from_bytes(found).best()
            if best is None:
                raise Unreadable from None
            text = str(best)
        return Look("text", text=text[:LETTERS], cut=len(found) > LETTERS)

    def _run(self, kind: str, file: File, number: int) -> bytes:
        command = [sys.executable, "-I", str(WORKER), kind, str(self.store.path(file.digest)), str(number), str(SECONDS)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=2 * SECONDS, check=True)
        except (subprocess.SubprocessError, OSError) as error:
            raise Unreadable from error
        return done.stdout
