"""Imports: uploaded, mapped, rehearsed, run in batches, and undone as one."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from crm import current
from crm.dao.customer.transfer import TransferDao
from crm.dao.kit.database import Database
from crm.domain.customer.transfer import (
    CHECKED,
    CHECKING,
    DONE,
    DRAFT,
    FAILED,
    PREPARED,
    RUNNING,
    UNDOING,
    UNDONE,
    Counts,
    ImportRun,
    Item,
    pack,
)  # fmt: skip
from crm.domain.kit.module import modules
from crm.domain.kit.twin_aspect import is_compared
from crm.errors import Busy, Conflict, CrmError, Invalid
from crm.language import N_, Words
from crm.service.customer.transfer_batch import Batches
from crm.service.customer.transfer_feed import Feed, collector_paused
from crm.service.customer.transfer_look import TransferLooks
from crm.service.customer.transfer_plan import Plan
from crm.service.kit.job import JobHandle, handles
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.file_seal import FileSeal
from crm.service.platform.job import JobService
from crm.service.platform.undo import UndoService

BATCH = 2000
SMALL = 2000  # rows that a request may wait for
NET = timedelta(minutes=1)
Progress = Callable[[int, int], None]
STARTS = {"check": (PREPARED, CHECKING), "run": ((*PREPARED, FAILED), RUNNING), "undo": ((DONE, FAILED), UNDOING)}


class TransferService(TransferLooks):
    """One file into one module, on behalf of whoever uploaded it."""

    def __init__(
        self,
        db: Database,
        transfers: TransferDao,
        records: Any,
        undo: UndoService,
        jobs: JobService,
        seals: FileSeal,
        app: dict[str, Any],
        limits: dict[str, Any],
    ):
        super().__init__(db, transfers, records, seals, Path(app["data"]) / "imports", limits["import_rows"])
        self.undos = undo
        self.jobs = jobs

    def start(self, id: int, act: str) -> ImportRun:
        """Begin to check, run or undo: at once when the file is small, else as a job."""
        run = self.get(id)
        if act != "undo":
            self.plan(run)
        here = max(run.estimated, run.position) <= SMALL
        job_id = self._queue(run, act, here)
        if here:
            self.go_on(id)
            with suppress(Invalid):  # the job has begun meanwhile, and finds nothing to do
                self.jobs.cancel(job_id)
        return self.get(id)

    @transactional
    def _queue(self, run: ImportRun, act: str, here: bool) -> int:
        """The job of what is done here is a net: it goes on when this process is killed."""
        was, state = STARTS[act]
        self._begin(run, was, state, anew=act != "undo" and run.state != FAILED)
        run_at = current.now() + NET if here else None
        return self.jobs.enqueue("import", {"id": run.id, "act": act}, run_at, title=run.file_name)

    def _begin(self, run: ImportRun, was: tuple[str, ...], state: str, anew: bool) -> None:
        fresh = state == RUNNING and run.group_id is None
        group_id = self.records(run.module).writer.sequence.take()[0] if fresh else None
        if run.state not in was or not self.transfers.begin(run.id, run.state, state, current.now(), group_id, anew or None):
            raise Invalid(state=Words("This import is in another state now. Please look again."))
        if anew:
            self.transfers.drop_problems(run.id)

    @handles("import", label=N_("Import"))
    def work(self, payload: dict[str, Any], job: JobHandle) -> dict[str, int]:
        """Go on with what was begun, also after the process that began it was killed."""
        return self.go_on(payload["id"], job.progress)

    def go_on(self, id: int, progress: Progress = lambda done, total: None) -> dict[str, int]:
        """Do what is left of a check, a run or an undo; a reason why it cannot be done is kept with the import."""
        run = self.get(id)
        steps = {CHECKING: self._check, RUNNING: self._run, UNDOING: self._undo}.get(run.state)
        if steps is None:
            return {}
        try:
            for done in steps(run):
                progress(done, max(done, run.estimated))
        except Conflict:
            return {}  # somebody else is at it
        except CrmError as error:
            if isinstance(error, Busy):
                raise
            self._end(run, FAILED if run.state == RUNNING else DRAFT if run.state == CHECKING else DONE, error)
        found = self.get(id)
        return {name: getattr(found, name) for name in ("created", "updated", "skipped", "failed")}

    @transactional
    def _end(self, run: ImportRun, state: str, error: CrmError | None = None) -> None:
        why = next(iter(error.fields.values())) if isinstance(error, Invalid) else error.words if error else None
        self.transfers.finish(run.id, run.state, state, pack(why) if why else None, current.now())
        if run.state == RUNNING and is_compared(modules()[run.module]) and self.get(run.id).created:
            self.jobs.enqueue("duplicate.key", {"module": run.module, "group": run.group_id})

    # Rehearsal and run ----------------------------------------------------------

    def _check(self, run: ImportRun) -> Iterator[int]:
        """Every line is looked at and nothing is written but what is wrong."""
        plan, at = self.plan(run), run.position
        with Feed(self.opened(run), plan, BATCH, at) as feed:
            batches = Batches(self.records, plan, heads=feed.heads)
            for batch in feed.batches():
                self._limited(at)
                self._checked(run, plan, batches, batch, at)
                at += len(batch)
                yield at
        self._end(run, CHECKED)

    @transactional
    def _checked(self, run: ImportRun, plan: Plan, batches: Batches, batch: list[Item], at: int) -> None:
        batches.look(batch)
        self._advance(run, plan, batch, Counts().add(batch), at)

    def _run(self, run: ImportRun) -> Iterator[int]:
        """From where it is: what was written before the process was killed is passed over."""
        plan, at = self.plan(run, derives=True), run.position
        batches = Batches(self.records, plan, partial(self.transfers.made, run.group_id or 0, run.module))
        acting = current.acting(source="import", group_id=run.group_id, reason=run.file_name)
        with Feed(self.opened(run), plan, BATCH, at) as feed, acting, collector_paused(), self.db.roomy():
            for batch in feed.batches():
                self._limited(at)
                self._write(run, plan, batches, batch, at)
                at += len(batch)
                yield at
        self._end(run, DONE)
        self.tidy_file(run)

    def _limited(self, at: int) -> None:
        if at >= self.most:
            raise Invalid(file=Words("A file may have at most {n} rows. Please split it.", n=f"{self.most:,}"))

    def _write(self, run: ImportRun, plan: Plan, batches: Batches, batch: list[Item], at: int) -> None:
        """One batch in one transaction. When the database refuses it, each line alone, so that one line fails alone."""
        self.records(run.module).require("import")
        try:
            self._written(run, plan, batches, batch, at)
        except (Busy, Conflict):
            raise
        except CrmError as error:
            batches.names.known.clear()  # companies that were just made are not there
            if len(batch) == 1:
                self._refused(run, plan, batch[0], at, error)
            else:
                for offset, item in enumerate(batch):
                    self._write(run, plan, batches, [plan.item(item.line, item.cells)], at + offset)

    @transactional
    def _written(self, run: ImportRun, plan: Plan, batches: Batches, batch: list[Item], at: int) -> None:
        counts = batches.write(batch)
        self._advance(run, plan, batch, counts, at)

    @transactional
    def _refused(self, run: ImportRun, plan: Plan, tried: Item, at: int, error: CrmError) -> None:
        item = Item(tried.line, tried.cells, outcome="failed")
        item.wrong = dict(error.fields) if isinstance(error, Invalid) else {"": Words(error.words)}
        self._advance(run, plan, [item], Counts().add([item]), at)

    def _advance(self, run: ImportRun, plan: Plan, items: list[Item], counts: Counts, at: int) -> None:
        """How far the run is, in the transaction of the rows themselves: both are there or neither."""
        if not self.transfers.advance(run.id, run.state, at, **asdict(counts)):
            raise Conflict(0)
        width = len(run.header)
        told = [item for item in items if item.wrong or item.why or item.note or len(item.cells) > width]
        self.transfers.put_problems([row for item in told for row in self.problem_rows(run, plan, item)])

    # Undo -----------------------------------------------------------------------

    def _undo(self, run: ImportRun) -> Iterator[int]:
        """Take back every change set of the import, the newest first; records that somebody edited since are kept."""
        done, kept = 0, 0
        left = [id for id in self.undos.journal.group(run.group_id or 0) if not self.undos.journal.get(id).undone_by]
        for outcome in self.undos.steps(left[0]) if left else ():
            named = {**outcome.kept, **outcome.refused}
            self._keep(run, [(outcome.titles.get(id, f"#{id}"), id, why) for id, why in named.items()])
            done, kept = done + len(outcome.done), kept + len(named)
            yield done + kept
        if kept and not done:
            self._end(run, DONE, Invalid(undo=Words("Nothing could be undone; the reasons stand below.")))
        else:
            self._end(run, UNDONE)
            self.tidy_file(run)

    @transactional
    def _keep(self, run: ImportRun, named: list[tuple[str, int, str]]) -> None:
        shared = {"run_id": run.id, "line": 0, "outcome": "kept", "header": ""}
        kept = [shared | {"position": id, "value": title, "reason": pack(why), "record_id": id} for title, id, why in named]
        self.transfers.put_problems(kept)

    # For the command line ---------------------------------------------------------

    def import_file(
        self, module: str, path: Path, options: dict[str, Any] | None = None, mapping: dict[str, str] | None = None,
        check_only: bool = False, progress: Progress = lambda done, total: None,
    ) -> ImportRun:  # fmt: skip
        """A file as the actor, in this thread. `mapping` overrules what is guessed: {heading: field, or "" for none}.

        `options` may hold on_twin, create_companies and region. Raises Invalid for a file or mapping that cannot be used.
        """
        with path.open("rb") as stream:
            run = self.upload(module, stream, path.name)
        if unknown := set(mapping or {}) - set(run.header):
            raise Invalid(mapping=Words("The file has no column “{name}”.", name=", ".join(sorted(unknown))))
        wanted = [(mapping or {}).get(heading, name) for heading, name in zip(run.header, run.mapping, strict=True)]
        run = self.set_up(run.id, wanted, run.options | (options or {}))
        self.plan(run)
        self._start_here(run, CHECKING if check_only else RUNNING)
        self.go_on(run.id, progress)
        return self.get(run.id)

    @transactional
    def _start_here(self, run: ImportRun, state: str) -> None:
        self._begin(run, PREPARED, state, anew=True)

    @reading
    def mine(self, size: int = 50, before_id: int | None = None) -> list[ImportRun]:
        return self.transfers.page(current.actor().id, size, before_id)
