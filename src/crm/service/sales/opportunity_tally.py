"""What is kept of deals beside them, in the transaction that writes them: sums for the board, the stages they were in, their past."""

from collections.abc import Iterator

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.opportunity_tally import Sum, TallyDao
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.filter import Query
from crm.language import N_, Words
from crm.service.kit.event import listens
from crm.service.kit.transaction import reading
from crm.service.platform.doctor import BEHIND, Finding

BATCH = 500


class TallyService:
    """Listens to every write of deals."""

    def __init__(self, db: Database, tallies: TallyDao):
        self.db = db
        self.tallies = tallies

    @listens(RecordsWritten)
    def follow(self, event: RecordsWritten) -> None:
        """In the transaction under way."""
        if event.module != self.tallies.module.name:
            return
        now, do = current.now(), self.tallies
        for start in range(0, len(event.ids), BATCH):
            ids = list(event.ids[start : start + BATCH])
            do.take_back(ids)
            do.forget(ids)
            do.count_again(ids)
            do.add_up(ids)
            do.leave_stages(ids, now)
            do.enter_stages(ids)
            do.end_pasts(ids, now)
            do.begin_pasts(ids, now)

    @reading
    def sums(self, query: Query) -> list[Sum]:
        """The sums above the columns of the board, over the deals that whoever acts may see."""
        return self.tallies.sums(query)

    def findings(self) -> Iterator[Finding]:
        """For the doctor: whether the sums above the board are what the deals add up to."""
        if wrong := self.wrong():
            yield Finding("bad", N_("Sums of deals"), Words("{n} of them are not what the deals add up to.", n=wrong), BEHIND)
        else:
            yield Finding("ok", N_("Sums of deals"), Words("In order."))

    @reading
    def wrong(self) -> int:
        """How many sums are not what the deals add up to: none, unless somebody wrote past the program."""
        return self.tallies.wrong_sums()
