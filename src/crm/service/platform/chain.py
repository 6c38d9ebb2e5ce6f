"""Verifies the chains every night, and remembers how far they were found whole.

A mark is sealed with the program's secret, so that what was verified cannot be taken away later together with the head. What was
written after the last verification, and is taken away with the head set back to match, is not found by this: the log of the nightly
job, where it is kept elsewhere, holds the last hash of each night.
"""

from collections.abc import Callable
from dataclasses import replace
from hmac import compare_digest
from typing import Any

import structlog

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.chain import ChainDao
from crm.domain.platform.chain import CHAINS, ChainBroken, Mark, Verified, sealed
from crm.domain.platform.journal import Head
from crm.errors import Forbidden
from crm.language import N_, say
from crm.service.kit.event import Events
from crm.service.kit.job import JobHandle, handles, scheduled
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.chain_read import BEGINNING, ChainReader
from crm.service.platform.job import JobService
from crm.service.platform.security import SecurityService

MARKED = 20_000  # rows after which a long verification remembers how far it has come
Progress = Callable[[int, int], None]
log = structlog.get_logger()


class ChainService:
    def __init__(self, db: Database, chains: ChainDao, jobs: JobService, security: SecurityService, events: Events, secret: str):
        self.db = db
        self.chains = chains
        self.reader = ChainReader(db, chains)
        self.jobs = jobs
        self.security = security
        self.events = events
        self.secret = secret

    @reading
    def marks(self) -> dict[str, Mark]:
        return {mark.name: mark for mark in self.chains.marks()}

    @transactional
    def later(self) -> int:
        """The id of a job that verifies all from the beginning."""
        if not current.actor().may("journal.approve"):
            raise Forbidden()
        return self.jobs.enqueue("chain.verify", {}, unique_key="chain.verify", title=say("Verify the journal"), anew=True)

    @handles("chain.verify", label=N_("Verify the journal"))
    def run(self, _: dict[str, Any], job: JobHandle) -> dict[str, Any]:
        self._verify_all(job, whole=True)
        return {"url": "/journal/chain"}

    @scheduled("20 4 * * *", label=N_("Verify the journal every night"))
    def nightly(self, job: JobHandle) -> None:
        """What is new every night, everything on Sundays."""
        self._verify_all(job, whole=current.today().isoweekday() == 7)

    def _verify_all(self, job: JobHandle, whole: bool) -> None:
        """The log, which others keep, holds the last hash."""
        for name in CHAINS:
            found = self.verify(name, job.progress, whole)
            said = {"through": found.through_id, "hash": found.hash, "rows": found.count, "broken": found.broken, "at": found.broken_id}
            log.info("chain", chain=name, **said)

    def verify(self, name: str, progress: Progress = lambda done, total: None, whole: bool = True) -> Verified:
        """Follow a chain from its beginning, or from its mark, to its end; remember how far it is whole, or tell that it is broken."""
        mark = self.marks().get(name)
        begin = Head(mark.through_id, mark.hash) if mark and not whole else BEGINNING
        total = self.reader.count(name, begin.change_set_id)

        def passed(found: Verified) -> None:
            progress(found.count, max(total, found.count))
            if found.count % MARKED == 0:
                self._remember(found)

        found = self._flawed(name, mark) or self.reader.whole(name, begin, passed)
        if name == "journal" and not found.broken and (forged := self.reader.forged()):
            found = replace(found, broken_id=forged, broken="erased")
        if found.broken:
            self._tell(found)
        else:
            self._remember(found)
        return found

    def _flawed(self, name: str, mark: Mark | None) -> Verified | None:
        """Whether the mark is ours, and the row that it names still the same."""
        if mark is None or not mark.through_id:
            return None
        if not compare_digest(mark.seal, sealed(self.secret, name, mark.through_id, mark.hash, mark.at)):
            return Verified(name, 0, "", 0, mark.through_id, "seal")
        there = self.reader.before(name, mark.through_id + 1)
        same = (there.change_set_id, there.hash) == (mark.through_id, mark.hash)
        return None if same else Verified(name, 0, "", 0, mark.through_id, "mark")

    @transactional
    def forget(self) -> None:
        """Begin without marks: after the program's secret was changed, or what is broken was looked into."""
        self.chains.drop_marks()

    @transactional
    def _remember(self, found: Verified) -> None:
        now = current.now()
        seal = sealed(self.secret, found.name, found.through_id, found.hash, now)
        self.chains.put_mark(found.name, found.through_id, found.hash, now, seal)

    @transactional
    def _tell(self, found: Verified) -> None:
        id, broken = found.broken_id or 0, found.broken or ""
        known = self.marks().get(found.name)
        self.chains.put_broken(found.name, id, broken, current.now())
        if known is None or (known.broken_id, known.broken) != (id, broken):
            self.security.note("chain_broken", None, chain=found.name, id=id, broken=broken)
            self.events.publish(ChainBroken(found.name, id, broken))
