"""Files as they are shown beside what they came with."""

from typing import Any

from flask import request

from crm.domain.platform.file import MODULE, File
from crm.errors import Invalid
from crm.language import Words
from crm.web.kit.page import container
from crm.web.kit.view import FileView, InputView

ICONS = {"image": "photo", "pages": "file-type-pdf", "table": "table", "document": "file-text", "text": "file-text"}
MOST = 20  # files of one entry
FIELD = "files"  # the name under which an entry that is being written tells its files


def file_view(file: File) -> FileView:
    address = f"{MODULE.path}/{file.id}"
    return FileView(file.id, file.name, address, ICONS.get(file.look, "file"), f"{address}/contents" if file.look == "image" else None)


def sent_ahead(text: str | None) -> tuple[FileView, ...]:
    """Those of the files (12,15) that the actor sent ahead for what he is writing."""
    ids = ids_of(text)
    found = {file.id: file for file in container().platform.file().own(ids)} if ids else {}
    return tuple(file_view(found[id]) for id in ids if id in found)


def ids_of(text: str | None) -> list[int]:
    return [int(id) for id in (text or "").split(",") if id.isascii() and id.isdigit() and len(id) < 16][:MOST]


def take_more(raw: dict[str, Any]) -> None:
    """Take in what came with the form itself, as it does without script; `raw` then names it, also when some are refused."""
    wrong: list[Words] = []
    for sent in request.files.getlist("file"):
        if sent.filename:
            try:
                made = container().platform.file().take(sent.filename, sent.stream)
            except Invalid as refusal:
                wrong += refusal.fields.values()
            else:
                raw[FIELD] = f"{raw[FIELD]},{made.id}"
    if wrong:
        raise Invalid({FIELD: wrong[0]})


def files_input(label: str, text: str | None, error: str | None) -> InputView:
    """Where files are chosen, dropped and pasted, with those that were sent already."""
    return InputView(FIELD, label, "files", sent_ahead(text), error=error, options_url=f"{MODULE.path}/ahead")
