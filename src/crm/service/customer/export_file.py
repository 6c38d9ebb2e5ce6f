"""Exports that take longer than a request may: a job writes the file, which can be fetched until it expires."""

import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from crm import current, language
from crm.dao.kit.database import Database
from crm.domain.customer.export_request import ExportRequest
from crm.domain.kit.filter import Query, parse_sort, parse_tree
from crm.domain.kit.plain import dumps
from crm.domain.kit.sealed import SEALED, Unreadable
from crm.domain.platform.job import GiveUp
from crm.errors import NotFound
from crm.language import N_, Words, say
from crm.service.customer.transfer_export import ExportService
from crm.service.kit.job import JobHandle, handles, scheduled
from crm.service.kit.sealed_file import SealedFile
from crm.service.platform.file_seal import FileSeal
from crm.service.platform.job import JobService
from crm.service.platform.journal_export import LOGS, JournalExportService, read
from crm.service.platform.vault import Vault

GROWN, MORE = 0.1, 100  # by so much, and so many, an export may have grown between asking and making
KEPT = timedelta(days=3)
LABEL = "export"


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file that is ready; `sealed` is None once it has expired."""

    name: str
    count: int
    until: datetime
    sealed: SealedFile | None
    module: str


@dataclass(frozen=True, slots=True)
class Work:
    """What a job is to write: `count` says how many rows there are, no further than it is told to."""

    name: str
    count: Callable[[int], int]
    write: Callable[[IO[bytes]], int]


class ExportFileService:
    """Keeps the files of large exports for whoever asked for them, and for nobody else."""

    def __init__(
        self, db: Database, exports: ExportService, logs: JournalExportService, jobs: JobService, seals: FileSeal, vault: Vault,
        app: dict[str, Any],
    ):  # fmt: skip
        self.db = db
        self.exports = exports
        self.logs = logs
        self.jobs = jobs
        self.seals = seals
        self.vault = vault
        self.folder = Path(app["data"]) / "exports"

    def begin(self, request: ExportRequest) -> int:
        """In the caller's transaction: the id of the job that will write what was asked for. Another call gives the same job."""
        payload = {
            "module": request.module, "kind": request.form, "request": request.id, "reason": request.reason or "", "most": request.found,
            **self.wanted(request),
        }  # fmt: skip
        return self.jobs.enqueue("export", payload, unique_key=_key(request.id), title=request.name)

    def sealed(self, wanted: dict[str, Any]) -> dict[str, str]:
        """What a request is made of as it is kept: a filter may name people, by their phones and numbers too."""
        return {SEALED: self.vault.seal(dumps(wanted), LABEL)}

    def wanted(self, request: ExportRequest) -> dict[str, Any]:
        """The same again. Raises Unreadable where it lies under a key that is not here."""
        if (text := self.vault.unseal(request.wanted.get(SEALED, ""), LABEL)) is None:
            raise Unreadable(LABEL)
        return json.loads(text)  # type: ignore[no-any-return]

    def job_of(self, request_id: int) -> int | None:
        """The job that makes what was asked for, or has made it."""
        return self.jobs.known(_key(request_id))

    @handles("export", forget=True, label=N_("Export"), sealed=True)
    def run(self, payload: dict[str, Any], job: JobHandle) -> dict[str, Any]:
        """Write the file. A second run writes it anew and leaves nothing of the first."""
        work = self._log(payload, job) if payload["module"] in LOGS else self._list(payload, job)
        most = int(payload["most"] * (1 + GROWN)) + MORE
        if payload["ids"] is None and work.count(most + 1) > most:  # not out of all proportion to what was asked for and approved
            raise GiveUp(Words("There are many more records by now than the {n} that were asked for. Please export again.",
                               n=payload["most"]))  # fmt: skip
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{job.id}-{secrets.token_hex(16)}.{payload['kind']}"
        for old in self.folder.glob(f"{job.id}-*"):
            old.unlink()
        with self.seals.created(path) as file:
            count = work.write(file)
        return {
            "url": f"/exports/files/{job.id}", "export": payload["module"], "file": path.name, "count": count, "name": work.name,
            "until": (current.now() + KEPT).isoformat(),
        }  # fmt: skip

    def _list(self, payload: dict[str, Any], job: JobHandle) -> Work:
        records = self.exports.records(payload["module"])
        module, kind, names = records.module, payload["kind"], tuple(payload["names"])
        query = Query(parse_tree(module, payload["filter"]), parse_sort(module, payload["sort"]), words=payload["words"])

        def write(file: IO[bytes]) -> int:
            return self.exports.write(module.name, query, kind, file, job.progress, names, payload["ids"], payload["reason"])

        return Work(file_name(module.plural, kind), lambda most: records.count(query, most, "export"), write)

    def _log(self, payload: dict[str, Any], job: JobHandle) -> Work:
        log, kind, criteria = payload["module"], payload["kind"], read(payload["criteria"])

        def write(file: IO[bytes]) -> int:
            return self.logs.write(log, kind, file, criteria, payload["reason"], job.progress)

        return Work(file_name(LOGS[log], kind), lambda most: self.logs.count(log, criteria, most), write)

    def get(self, job_id: int) -> ExportFile:
        """The file of one's own job; NotFound for anybody else. Whoever may no longer export is refused."""
        job = self.jobs.get(job_id)
        found = job.results
        if "export" not in found or job.actor_id != current.actor().id:
            raise NotFound()
        if found["export"] in LOGS:
            self.logs.require()
        else:
            self.exports.records(found["export"]).require("export")
        until, path = datetime.fromisoformat(found["until"]), self.folder / Path(found["file"]).name
        there = path.exists() and current.now() < until
        return ExportFile(found["name"], found["count"], until, self.seals.opened(path) if there else None, found["export"])

    @scheduled("45 3 * * *", label=N_("Remove exported files that have expired"))
    def tidy(self, _: Any = None) -> int:
        """How many files were removed."""
        old = [path for path in self.folder.glob("*-*.*") if time.time() - path.stat().st_mtime > KEPT.total_seconds()]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def forget(self) -> None:
        """Take all of them away: after an erasure nobody can tell which of them has the person."""
        for path in self.folder.glob("*-*.*"):
            path.unlink(missing_ok=True)


def _key(request_id: int) -> str:
    return f"export:{request_id}"


def file_name(label: str, kind: str) -> str:
    """What the file is called when it is taken away."""
    return f"{say(label)} {language.local(current.now()):%Y-%m-%d %H%M}.{kind}"
