"""A move that is begun on the provider's page: a job of his own installation, wherever jobs are run."""

from typing import TYPE_CHECKING, Any

from crm.domain.platform.job import GiveUp
from crm.errors import CrmError
from crm.language import N_, say
from crm.service.kit.job import JobHandle, handles
from crm.service.platform.job import JobService

if TYPE_CHECKING:
    from crm.tenants import Tenants

KIND = "tenant.move"


class MoveJob:
    """One at a time: a second is not put in while one is not over."""

    def __init__(self, tenants: "Tenants", jobs: JobService):
        self.tenants = tenants
        self.jobs = jobs
        jobs.connect(self)

    def ask(self, name: str, target: str) -> int:
        """The job that takes it there. What cannot be is told before: Mover.check."""
        with self.jobs.db.transaction():
            title = say("The move of {name}", name=name)
            return self.jobs.enqueue(KIND, {"name": name, "target": target}, unique_key=KIND, title=title, anew=True)

    @handles(KIND, forget=True, label=N_("Move a tenant"), sealed=True)
    def run(self, payload: dict[str, Any], job: JobHandle) -> dict[str, Any]:
        """Whatever fails leaves the company where it was; it is not tried again by itself, for its people are let in again by then."""
        from crm.tenants.mover import Mover  # it stands on the tenants, which make this

        mover, name, target = Mover(self.tenants), payload["name"], payload["target"]
        tenant = mover.service.get(name)
        rows = 0
        if not (job.attempts > 1 and tenant.former and mover.service.place(tenant) == target):  # else it was killed with the move done
            try:
                rows = mover.move(name, target).rows
            except CrmError as error:
                raise GiveUp(error.words) from error
        return {"url": f"/tenants/{name}", "rows": rows}
