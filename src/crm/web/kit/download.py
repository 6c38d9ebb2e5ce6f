"""A file that is made for one answer: written beside the data's memory, sent, and never left behind."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import send_file

from crm.service.kit.sealed_file import SealedFile

TYPES = {".csv": "text/csv", ".vcf": "text/vcard", ".json": "application/json"}


def made(name: str, write: Callable[[Path], Any]) -> Any:
    """Have the file written and send it under this name; its size costs no memory."""
    with tempfile.NamedTemporaryFile(prefix="crm-", suffix=Path(name).suffix, delete=False) as file:
        path = Path(file.name)
    try:
        write(path)
        return sent(path, name)
    finally:
        path.unlink()


def sent(source: Path | SealedFile, name: str) -> Any:
    answer = send_file(source.open("rb"), mimetype=TYPES.get(Path(name).suffix), as_attachment=True, download_name=name)
    answer.content_length = source.size if isinstance(source, SealedFile) else source.stat().st_size
    return answer
