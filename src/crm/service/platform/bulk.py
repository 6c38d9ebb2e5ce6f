"""Very many records at once: changed by a job, piece by piece, told as one result and undone as one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.sequence import SequenceDao
from crm.domain.kit.filter import Query, Sort, as_json, parse_tree
from crm.domain.platform.journal import Outcome
from crm.errors import NotFound
from crm.language import N_
from crm.service.kit.job import JobHandle, handles
from crm.service.kit.transaction import transactional
from crm.service.platform.job import JobService
from crm.service.platform.journal import JournalService
from crm.service.platform.undo import UndoService

PIECE = 500  # records of one transaction
NAMED = 200  # records of a result that are named
UNDONE_HERE = 10  # pieces that a request may wait for


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a job: the outcome for those that are named, and how many there are of each sort."""

    outcome: Outcome
    done: int
    kept: int
    refused: int


class BulkService:
    """Runs the bulk actions of record services outside the request, as the one who asked for them."""

    def __init__(self, db: Database, records: Any, jobs: JobService, sequence: SequenceDao, journal: JournalService, undos: UndoService):
        self.db = db
        self.records = records
        self.jobs = jobs
        self.sequence = sequence
        self.journal = journal
        self.undos = undos

    @transactional
    def later(self, module: str, action: str, ids: list[int] | Query, values: dict[str, Any], title: str, count: int = 0) -> int:
        """The id of the job that will do it, to these records or to the `count` that the query finds; `values` are what the
        action takes beside the ids, as JSON has them."""
        (group,) = self.sequence.take()
        payload: dict[str, Any] = {"module": module, "action": action, "values": values, "group": group}
        if isinstance(ids, Query):
            payload |= {"filter": as_json(ids.filter), "words": ids.words, "count": count}
        else:
            payload |= {"ids": ids, "count": len(ids)}
        return self.jobs.enqueue("bulk", payload, title=title)

    @handles("bulk", forget=True, label=N_("Changes of many records"), sealed=True)
    def run(self, payload: dict[str, Any], job: JobHandle) -> dict[str, Any]:
        """Each piece is a transaction of its own. A second run finds what the first one did and leaves it."""
        service, parts, tally = self.records(payload["module"]), self._pieces(payload), _Tally()
        act = {
            "assign": service.assign_all, "tag": service.tag_all, "edit": service.change_all, "remove": service.remove_all,
        }[payload["action"]]  # fmt: skip
        for ids in parts:
            with current.acting(source="bulk", group_id=payload["group"]):
                tally.add(act(ids, **payload["values"]), len(ids))
            job.progress(tally.seen, max(tally.seen, payload["count"]))
        return self._told(service.module, job, tally, next(iter(self.journal.group(payload["group"])), None))

    def _pieces(self, payload: dict[str, Any]) -> Iterator[list[int]]:
        """The ids, piece by piece. A filter is followed in the order of ids, because the change itself may take records out of
        it; what was created after the job was asked for has a higher id than its group."""
        if "ids" in payload:
            yield from (payload["ids"][start : start + PIECE] for start in range(0, len(payload["ids"]), PIECE))
            return
        service = self.records(payload["module"])
        step = Query(parse_tree(service.module, payload["filter"]), Sort(()), None, PIECE, payload["words"])
        while True:
            found = [row.id for row in service.page(step)]
            if ids := [id for id in found[:PIECE] if id < payload["group"]]:
                yield ids
            if len(found) <= PIECE or len(ids) < PIECE:
                return
            step = replace(step, after=(ids[-1],))

    # Undoing ---------------------------------------------------------------------

    def is_long(self, set_id: int) -> bool:
        """Whether undoing the change set takes longer than a request may."""
        group_id = self.undos.check(set_id).group_id
        return group_id is not None and len(self.journal.group(group_id)) > UNDONE_HERE

    @transactional
    def undo_later(self, set_id: int, title: str) -> int:
        """The id of the job that will undo the whole group of the change set."""
        self.undos.check(set_id)
        (group,) = self.sequence.take()
        return self.jobs.enqueue("undo", {"set": set_id, "group": group}, title=title, unique_key=f"undo-{set_id}")

    @handles("undo", label=N_("Undo of many changes"))
    def undo(self, payload: dict[str, Any], job: JobHandle) -> dict[str, Any]:
        """Newest first, each change set in a transaction of its own; what was undone before is passed over."""
        found, tally = self.journal.get(payload["set"]), _Tally()
        sets = self.journal.group(found.group_id) if found.group_id else [found.id]
        first = found.id if job.attempts == 1 else next((id for id in sets if not self.journal.get(id).undone_by), None)
        with current.acting(group_id=payload["group"]):
            for n, part in enumerate(self.undos.steps(first) if first else (), 1):
                tally.add(part, 0)
                job.progress(min(n, len(sets)), len(sets))
        return self._told(self.records(found.module).module, job, tally, next(iter(self.journal.group(payload["group"])), None))

    # Results ---------------------------------------------------------------------

    @staticmethod
    def _told(module: Any, job: JobHandle, tally: "_Tally", set_id: int | None) -> dict[str, Any]:
        kept, refused = list(tally.kept.items())[:NAMED], list(tally.refused.items())[:NAMED]
        named = {*tally.done[:NAMED], *dict(kept), *dict(refused)}
        return {
            "url": f"{module.path}/bulk/results/{job.id}",
            "module": module.name,
            "counts": [tally.changed, len(tally.kept), len(tally.refused)],
            "done": tally.done[:NAMED],
            "kept": kept,
            "refused": refused,
            "titles": [(id, tally.titles[id]) for id in named if id in tally.titles],
            "change_set_id": set_id,
        }

    def outcome(self, module: str, job_id: int) -> Result:
        """What became of a job of the actor's; NotFound while it has not come to an end. Opens a transaction of its own."""
        found = self.jobs.get(job_id).results
        if found.get("module") != module:
            raise NotFound()
        kept, refused, titles = (dict(map(tuple, found[name])) for name in ("kept", "refused", "titles"))
        return Result(Outcome(found["done"], kept, refused, titles, found["change_set_id"]), *found["counts"])


class _Tally:
    """Adds the outcomes of pieces up; of what went well it keeps no more than is named, since there may be a million."""

    def __init__(self) -> None:
        self.seen = self.changed = 0
        self.done: list[int] = []
        self.kept: dict[int, str] = {}
        self.refused: dict[int, str] = {}
        self.titles: dict[int, str] = {}

    def add(self, part: Outcome, seen: int) -> None:
        self.seen += seen
        self.changed += len(part.done)
        self.done += part.done[: NAMED - len(self.done)]
        self.kept |= {id: str(why) for id, why in part.kept.items()}
        self.refused |= {id: str(why) for id, why in part.refused.items()}
        shown = {*self.done, *list(self.kept)[:NAMED], *list(self.refused)[:NAMED]}
        self.titles |= {id: title for id, title in part.titles.items() if id in shown}
