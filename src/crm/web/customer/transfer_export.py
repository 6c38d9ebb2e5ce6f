"""Files to take away: what a list shows, and the lines of an import that were not taken."""

import tempfile
from pathlib import Path
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request, send_file
from werkzeug.exceptions import NotFound as NoPage

from crm import current, language
from crm.container import Container
from crm.language import say
from crm.service.customer.transfer import TransferService
from crm.service.customer.transfer_export import ExportService
from crm.service.kit.sheet import write_csv
from crm.web.kit import look as looks
from crm.web.kit.listing import parse_query
from crm.web.kit.page import Page, permits
from crm.web.kit.record import known_module

page = Page(__name__, url="")
Exports = Annotated[ExportService, Provide[Container.customer.export]]
Transfers = Annotated[TransferService, Provide[Container.customer.transfer]]
TYPES = {".csv": "text/csv", ".vcf": "text/vcard", ".json": "application/json"}


@page.get("/exports/<module>.<kind>")
@permits("signed_in")
def export(module: str, kind: str, exports: Exports) -> Any:
    """The whole list of the same address, as a file; with its columns, where it says which."""
    described = known_module(module)
    if kind not in described.file_kinds:
        raise NoPage()
    query = parse_query(described, request.args)
    path = _scratch(kind)
    try:
        exports.export_file(module, query, path, names=looks.read(described, request.args).columns if request.args.get("cols") else ())
        return _sent(path, f"{say(described.plural)} {language.local(current.now()):%Y-%m-%d %H%M}.{kind}")
    finally:
        path.unlink()


@page.get("/imports/<int:id>/problems.csv")
@permits("signed_in")
def problems(id: int, transfers: Transfers) -> Any:
    """The lines that failed or were skipped, as they stood in the file, each with the reason."""
    run = transfers.get(id)
    outcomes = ("failed",) if request.args.get("only") == "failed" else ("failed", "skipped")
    header, lines = transfers.problem_file(run, outcomes)
    path = _scratch("csv")
    try:
        write_csv(path, header, lines)
        return _sent(path, f"{Path(run.file_name).stem} {say('problems')}.csv")
    finally:
        path.unlink()


def _scratch(kind: str) -> Path:
    """A file that exists until it is open for sending: its size costs no memory and it is never left behind."""
    with tempfile.NamedTemporaryFile(prefix="crm-", suffix=f".{kind}", delete=False) as file:
        return Path(file.name)


def _sent(path: Path, name: str) -> Any:
    answer = send_file(path.open("rb"), mimetype=TYPES.get(path.suffix), as_attachment=True, download_name=name)
    answer.content_length = path.stat().st_size
    return answer
