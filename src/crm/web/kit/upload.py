"""Files that come with a form, for fields of the kind file."""

from typing import Any

from flask import request

from crm.domain.kit.module import Module
from crm.errors import Forbidden, Invalid
from crm.language import Words
from crm.web.kit.page import container


def take_files(module: Module, raw: dict[str, Any]) -> None:
    """Take in what was sent with the form; `raw` then names it, so that a form that is refused keeps it.

    Raises Invalid beside the fields whose file is not accepted.
    """
    refused: dict[str, Words] = {}
    for name, field in module.draft.fields.items():
        sent = request.files.get(name) if field.kind_name == "file" else None
        if sent is None or not sent.filename:
            continue
        try:
            raw[name] = str(container().platform.file().take(sent.filename, sent.stream).id)
        except Invalid as no:
            refused[name] = next(iter(no.fields.values()))
        except Forbidden:
            refused[name] = Words("Your roles may not add files.")
    if refused:
        raise Invalid(refused)
