"""Very many records at once: changed by a job, piece by piece, told as one result and undone as one."""

from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.sequence import SequenceDao
from crm.domain.platform.journal import Outcome
from crm.errors import NotFound
from crm.language import N_
from crm.service.kit.job import JobHandle, handles
from crm.service.kit.transaction import transactional
from crm.service.platform.job import JobService

PIECE = 500  # records of one transaction
NAMED = 200  # records of a result that are named


class BulkService:
    """Runs the bulk actions of record services outside the request, as the one who asked for them."""

    def __init__(self, db: Database, records: Any, jobs: JobService, sequence: SequenceDao):
        self.db = db
        self.records = records
        self.jobs = jobs
        self.sequence = sequence

    @transactional
    def later(self, module: str, action: str, ids: list[int], values: dict[str, Any], title: str) -> int:
        """The id of the job that will do it; `values` are what the action takes beside the ids, as JSON has them."""
        (group,) = self.sequence.take()
        payload = {"module": module, "action": action, "ids": ids, "values": values, "group": group}
        return self.jobs.enqueue("bulk", payload, title=title)

    @handles("bulk", label=N_("Changes of many records"))
    def run(self, payload: dict[str, Any], job: JobHandle) -> dict[str, Any]:
        """Each piece is a transaction of its own. A second run finds what the first one did and leaves it."""
        service, ids, all_ = self.records(payload["module"]), payload["ids"], Outcome()
        act = {
            "assign": service.assign_all, "tag": service.tag_all, "edit": service.change_all, "remove": service.remove_all,
        }[payload["action"]]  # fmt: skip
        for start in range(0, len(ids), PIECE):
            with current.acting(source="bulk", group_id=payload["group"]):
                part = act(ids[start : start + PIECE], **payload["values"])
            all_.done += part.done
            all_.refused |= {id: str(why) for id, why in part.refused.items()}
            all_.titles |= part.titles
            all_.change_set_id = part.change_set_id or all_.change_set_id
            job.progress(min(start + PIECE, len(ids)), len(ids))
        named = {*all_.done[:NAMED], *list(all_.refused)[:NAMED]}
        return {
            "url": f"{service.module.path}/bulk/results/{job.id}",
            "module": service.module.name,
            "done": all_.done,
            "refused": list(all_.refused.items()),
            "titles": [(id, all_.titles[id]) for id in named if id in all_.titles],
            "change_set_id": all_.change_set_id,
        }

    def outcome(self, module: str, job_id: int) -> Outcome:
        """What became of a job of the actor's; NotFound while it has not come to an end. Opens a transaction of its own."""
        found = self.jobs.get(job_id).results
        if found.get("module") != module:
            raise NotFound()
        return Outcome(found["done"], {}, dict(map(tuple, found["refused"])), dict(map(tuple, found["titles"])), found["change_set_id"])
