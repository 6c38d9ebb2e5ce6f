"""Public pools: whose they are, what lies in them, and what became of it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from crm import current
from crm.dao.sales.pool import PoolDao
from crm.dao.sales.pool_member import PoolMemberDao
from crm.dao.sales.pooled import PooledDao
from crm.domain.kit.event import RecordOpening, RecordsWritten
from crm.domain.kit.filter import Query
from crm.domain.sales.pool import Figure, Lying, Move, Pool, PoolDraft, PoolLine, Viewing
from crm.domain.sales.pool_rule import cutoff
from crm.errors import Forbidden, Invalid, NotFound, TooMany
from crm.language import N_, Words
from crm.service.kit.event import listens
from crm.service.kit.fresh import Fresh
from crm.service.kit.job import scheduled
from crm.service.kit.record import COUNTED, Kit, RecordService
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.user import UserService

KEPT = timedelta(days=30)


class PoolService(RecordService[Pool, PoolDraft]):
    records: PoolDao

    def __init__(self, kit: Kit, records: PoolDao, members: PoolMemberDao, pooled: Mapping[str, PooledDao], users: UserService, of: Any):
        super().__init__(kit, records)
        self.of = of
        self.members = members
        self.pooled = pooled
        self.users = users
        self._quotas = Fresh(self._with_quota)

    # What must be true -------------------------------------------------------

    def verify(self, row: Any, before: Any | None) -> None:
        if before is not None and row.module != before.module and self._lies(before):
            raise Invalid(module=Words("Something lies in this pool. Empty it first."))

    def verify_removal(self, row: Any) -> None:
        if self._lies(row):
            raise Invalid(id=Words("Something lies in this pool. Empty it first."))

    def _lies(self, pool: Pool) -> bool:
        return self.pooled[pool.module].count_lying(pool.id, Query(), 1) > 0

    @listens(RecordsWritten)
    def follow(self, event: RecordsWritten) -> None:
        """By whatever way pools and members were written: who is a member sees what lies there."""
        if event.module not in ("pool", "pool_member"):
            return
        self._quotas.forget()
        ids = list(event.ids) if event.module == "pool" else self.members.pools_with(list(event.ids))
        there = {pool.id: pool for pool in self.records.named(ids)}
        for id in ids:
            pool = there.get(id)
            doors = [member.holder for member in self.members.of(id)] if pool else []
            self.users.open_pool(id, pool.module if pool else "", doors)

    # Whose they are ----------------------------------------------------------

    @reading
    def mine(self) -> list[PoolLine]:
        """The pools in use that the actor is a member of (an administrator: all), with what he has claimed today."""
        actor = current.actor()
        ids = [id for found in actor.grants.pools.values() for id in found]
        pools = self.page(Query(size=200))[:200] if actor.grants.everything else self.records.named(ids)
        pools = [pool for pool in pools if pool.active]
        managed, claimed, lying = set(self.members.managed(actor.id)), self.claimed([pool.id for pool in pools]), self._lying(pools)
        return [
            PoolLine(
                pool.id, pool.name, pool.module, lying.get(pool.id, 0), claimed.get(pool.id, 0),
                actor.grants.everything or pool.id in managed,
            )
            for pool in pools
        ]  # fmt: skip

    def _lying(self, pools: list[Pool]) -> dict[int, int]:
        found: dict[int, int] = {}
        for name, dao in self.pooled.items():
            if ids := [pool.id for pool in pools if pool.module == name]:
                found |= {one.pool_id: one.count for one in dao.counts_lying(ids, COUNTED)}
        return found

    @reading
    def claimed(self, ids: list[int], person_id: int | None = None) -> dict[int, int]:
        """How many records of each pool somebody, or else the actor, has claimed since midnight."""
        since = cutoff(current.today(), 0, current.timezone())
        return {one.pool_id: one.count for one in self.records.claims(ids, person_id or current.actor().id, since)}

    @reading
    def member(self, id: int) -> Pool:
        """The pool, when the actor is a member of it; otherwise there is nothing to see."""
        pool, grants = self.one(id), current.actor().grants
        if not grants.everything and (id not in grants.pools.get(pool.module, ()) or not grants.may(f"{pool.module}.view")):
            raise NotFound()
        return pool

    @reading
    def manager(self, id: int) -> Pool:
        """The pool, when the actor manages it."""
        pool = self.member(id)
        if not self.manages(id):
            raise Forbidden()
        return pool

    @reading
    def manages(self, id: int) -> bool:
        return current.actor().grants.everything or id in self.members.managed(current.actor().id)

    @reading
    def one(self, id: int) -> Pool:
        """The pool, whoever asks: names of pools are no secret."""
        found = self.records.named([id])
        if not found:
            raise NotFound()
        return found[0]

    @reading
    def targets(self, module: str) -> list[Pool]:
        """The pools in use for records of a module: where they may be given back to."""
        return [pool for pool in self.page(Query(size=200)) if pool.active and pool.module == module]

    # What lies in them -------------------------------------------------------

    @reading
    def lying(self, id: int, query: Query) -> list[Lying]:
        """One row more than the page holds, when there is a next page."""
        pool = self.member(id)
        return self.pooled[pool.module].lying(id, query, query.size + 1)

    @reading
    def count_lying(self, id: int, query: Query) -> int:
        pool = self.member(id)
        return self.pooled[pool.module].count_lying(id, query, COUNTED)

    @reading
    def left(self, id: int) -> int | None:
        """How many more the actor may claim today; None without a limit."""
        pool = self.member(id)
        if pool.claims_a_day is None:
            return None
        return max(0, pool.claims_a_day - self.claimed([id]).get(id, 0))

    @reading
    def last_move(self, record_id: int) -> Move | None:
        """How a record that the actor was allowed to read came into its pool, or left it."""
        return next(iter(self.records.last_moves([record_id])), None)

    @reading
    def history(self, record_id: int, size: int = 50) -> list[Move]:
        """Every way of a record, that the actor was allowed to read, into pools and out of them; the last first."""
        return self.records.history(record_id, size)

    @reading
    def deeds(self, id: int, days: int) -> list[Figure]:
        """What each person claimed, gave up and lost in the last days."""
        self.member(id)
        return self.records.figures(id, current.now() - timedelta(days=days))

    # The quota of views ------------------------------------------------------

    @listens(RecordOpening)
    def opening(self, event: RecordOpening) -> None:
        """A member opens a record: where it lies in a pool with a quota, it counts, once a day."""
        grants = current.actor().grants
        if grants.everything or event.module not in self.pooled or not self._quotas() & set(grants.pools.get(event.module, ())):
            return
        found = self._viewing(event.record_id)
        if found is None or found.again or found.pool_id not in grants.pools[event.module]:
            return
        if found.seen >= found.most or not self._count(found, event.record_id):
            raise TooMany(Words("You have opened {n} records of this pool today; that is the limit.", n=found.most), 3600)

    @reading
    def _with_quota(self) -> frozenset[int]:
        """The pools that count."""
        return frozenset(self.records.with_quota())

    @reading
    def _viewing(self, record_id: int) -> Viewing | None:
        return self.records.viewing(current.actor().id, current.today(), record_id)

    @transactional
    def _count(self, found: Viewing, record_id: int) -> int:
        """0 when another page of the same person has used up the last view meanwhile."""
        return self.records.put_view(current.actor().id, current.today(), found.pool_id, record_id)

    @scheduled("50 3 * * *", label=N_("Sweep out what was counted of opened records"))
    @transactional
    def tidy(self, _: Any = None) -> int:
        return self.records.forget_views((current.now() - KEPT).date())
