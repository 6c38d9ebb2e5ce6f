"""A search for twins through all records of a module: learns what agreements are worth, and lists the pairs."""

import gc
from array import array
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from crm import current
from crm.dao.customer.duplicate import DuplicateDao
from crm.dao.kit.database import Database
from crm.domain.customer.duplicate import Scan, compared
from crm.domain.kit import twin_block
from crm.domain.kit.filter import Query, Sort
from crm.domain.kit.module import Module
from crm.domain.kit.twin import BLOCK, Matcher, Profile, matcher_of
from crm.domain.kit.twin_cluster import clusters
from crm.domain.kit.twin_weight import Pattern, Weights
from crm.errors import Forbidden, NotFound
from crm.language import N_, say
from crm.service.customer.duplicate import DuplicateService
from crm.service.kit.job import JobHandle, handles
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.job import JobService
from crm.service.platform.journal import JournalService

PAGE = 2000
ENOUGH = 500  # records below which there is nothing to learn
EXPECTED = 20  # twins below which the first guess is better


class DuplicateScanService:
    """The job that looks through a whole module."""

    def __init__(
        self, db: Database, duplicates: DuplicateDao, records: Any, twins: DuplicateService, jobs: JobService, journal: JournalService
    ):
        self.db = db
        self.duplicates = duplicates
        self.records = records
        self.twins = twins
        self.jobs = jobs
        self.journal = journal

    @transactional
    def start(self, name: str) -> int:
        """The job's id."""
        if not current.actor().may("duplicate.edit"):
            raise Forbidden()
        if name not in compared():
            raise NotFound()
        title = say("Search for duplicates: {name}", name=say(compared()[name].plural))
        return self.jobs.enqueue("duplicate", {"module": name}, title=title)

    @handles("duplicate", label=N_("Search for duplicates"))
    def work(self, payload: dict[str, Any], job: JobHandle) -> dict[str, Any]:
        found = self.scan(compared()[payload["module"]], job)
        return {"url": f"/duplicates?module={payload['module']}", "records": found.records, "pairs": found.found}

    @handles("duplicate.key", label=N_("Keys of likely twins"))
    def key(self, payload: dict[str, Any], job: JobHandle) -> dict[str, int]:
        """Write the keys of what an import has made, by which likely twins are found. May be done again from the start."""
        done = 0
        for set_id in self.journal.group(payload["group"]):
            after = -1
            while items := self.journal.items(set_id, after, PAGE):
                after = items[-1].position
                done += self._key(payload["module"], sorted({item.record_id for item in items if item.module == payload["module"]}))
                job.progress(done, None)
        return {"records": done}

    @transactional
    def _key(self, name: str, ids: list[int]) -> int:
        with current.acting(actor=current.everyone()):
            service = self.records(name)
            rows = service.records.find(ids)
            service.writer.search.rekey(service.module, rows)
        return len(rows)

    def scan(self, module: Module, job: JobHandle) -> Scan:
        """Compare all that share a key. What the actor may not see is compared too; the list shows everybody his own."""
        was = gc.isenabled()
        gc.disable()  # a million tuples and no cycles: looking for some takes longer than the comparing
        try:
            with current.acting(actor=current.everyone()):
                return self._scan(module, job)
        finally:
            if was:
                gc.enable()

    def _scan(self, module: Module, job: JobHandle) -> Scan:
        matcher, ids, profiles = matcher_of(module), array("q"), []
        stale = self._version(module) != twin_block.VERSION
        for rows in self._pages(module, stale):
            ids.extend(row.id for row in rows)
            profiles += [matcher.profile(vars(row)) for row in rows]
            job.progress(len(ids), None)
        if stale:
            self._keyed(module)
        pairs = self._pairs(module, {id: at for at, id in enumerate(ids)})
        patterns: dict[tuple[int, int], Pattern] = {}
        for done, (one, other) in enumerate(pairs):
            patterns[one, other] = matcher.pattern(profiles[one], profiles[other])
            if done % 5000 == 0:
                job.progress(done, len(pairs))
        weights = self._learnt(module, matcher, profiles, patterns)
        likely = self._clustered(matcher, profiles, patterns, weights)
        found = Scan(len(ids), len(pairs), len(likely), weights)
        self._store(module, ids, likely, found)
        return found

    @reading
    def _version(self, module: Module) -> int:
        return self.duplicates.keyed(module.name) or 1

    @transactional
    def _keyed(self, module: Module) -> None:
        self.duplicates.put_keyed(module.name, twin_block.VERSION)

    def _pages(self, module: Module, stale: bool) -> Iterator[list[Any]]:
        """All records; where their keys are of an earlier version they are written anew on the way."""
        query, read = Query(sort=Sort((("created_at", False),)), size=PAGE), self._rekeyed if stale else self._page
        while rows := read(module, query):
            yield rows
            query = replace(query, after=(rows[-1].created_at, rows[-1].id))

    @reading
    def _page(self, module: Module, query: Query) -> list[Any]:
        return self.records(module.name).records.page(query, query.size)

    @transactional
    def _rekeyed(self, module: Module, query: Query) -> list[Any]:
        rows = self._page(module, query)
        self.records(module.name).writer.search.rekey(module, rows)
        return rows

    @reading
    def _pairs(self, module: Module, places: dict[int, int]) -> list[tuple[int, int]]:
        """All that share a key, each pair once, as places of their records."""
        found: set[int] = set()  # of a pair the two places as one number: a tenth of the memory
        for kind in self.duplicates.kinds(module.name):
            after = ""
            while rows := self.duplicates.blocks(module.name, kind, after, BLOCK, PAGE):
                block: list[int] = []
                for at, row in enumerate(rows):
                    if row.record_id in places:
                        block.append(places[row.record_id])
                    if at + 1 == len(rows) or rows[at + 1].value != row.value:
                        block.sort()
                        found.update(one << 32 | other for n, one in enumerate(block) for other in block[n + 1 :])
                        block = []
                after = rows[-1].value
        return [(both >> 32, both & 0xFFFFFFFF) for both in sorted(found)]

    @staticmethod
    def _learnt(module: Module, matcher: Matcher, profiles: list[Profile], patterns: dict[tuple[int, int], Pattern]) -> Weights:
        """What the records teach, where there are enough of them."""
        pairs = max(len(profiles) * (len(profiles) - 1) / 2, 1)
        guess = matcher.first_guess(min(1e-4, 0.1 * len(profiles) / pairs))
        if len(profiles) < ENOUGH:
            return guess
        weights = matcher.learn(profiles, patterns.values())
        return weights if weights.share * pairs >= EXPECTED and weights.rises() else guess

    @staticmethod
    def _clustered(
        matcher: Matcher, profiles: list[Profile], patterns: dict[tuple[int, int], Pattern], weights: Weights
    ) -> list[tuple[int, int, Pattern]]:
        """Of each group the pairs with its oldest record: merged one after the other they make one record of it."""

        def weigh(one: int, other: int) -> float:
            return weights.weight(matcher.pattern(profiles[one], profiles[other]))

        likely = [(one, other, weight) for (one, other), pattern in patterns.items() if (weight := weights.weight(pattern)) >= 0]
        return [
            (group[0], other, patterns.get((group[0], other)) or matcher.pattern(profiles[group[0]], profiles[other]))
            for group in clusters(likely, weigh)
            for other in group[1:]
        ]

    @transactional
    def _store(self, module: Module, ids: array, likely: list[tuple[int, int, Pattern]], found: Scan) -> None:
        now, weights = current.now(), found.weights
        assert weights is not None
        self.duplicates.put_weights(module.name, weights.as_json(), found.records, found.compared, now)
        self.duplicates.clear(module.name)
        self.duplicates.put_pairs(
            [
                {
                    "one_id": min(ids[one], ids[other]), "other_id": max(ids[one], ids[other]), "module": module.name,
                    "weight": round(weights.weight(pattern) * 100), "levels": list(pattern), "found_at": now,
                }
                for one, other, pattern in likely
            ]
        )  # fmt: skip
