"""Claiming from a pool, giving back, handing out: under limits that hold however many do it at once."""

from datetime import timedelta
from typing import Any

from crm import current, language
from crm.dao.sales.pool import PoolDao
from crm.domain.platform.handover import RecordsReleased
from crm.domain.platform.journal import Outcome
from crm.domain.sales.pool import Pool, Room
from crm.errors import Forbidden, Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import Kit
from crm.service.kit.transaction import transactional
from crm.service.sales.pool import PoolService
from crm.service.sales.pool_move import PoolMoveService, everywhere

MOST = 500  # records at a time


class PoolClaimService:
    """One winner per record: rows are locked before they are read, and one person's claims wait for each other."""

    def __init__(self, kit: Kit, pools: PoolService, records: PoolDao, moves: PoolMoveService, of: Any):
        self.db = kit.db
        self.pools = pools
        self.records = records
        self.moves = moves
        self.of = of

    @transactional
    def claim(self, pool_id: int, ids: list[int]) -> Outcome:
        """Take records out of a pool for oneself; each that cannot be had is named with the reason."""
        pool, me = self.pools.member(pool_id), current.actor()
        if not pool.active or not me.may(f"{pool.module}.edit"):
            raise Forbidden()
        return self._give(pool, ids, me.id, me.department_id, "claimed")

    @transactional
    def assign(self, pool_id: int, ids: list[int], person_id: int, department_id: int | None) -> Outcome:
        """Hand records out of a pool to somebody, as its manager. How much somebody may hold counts for him too."""
        return self._give(self.pools.manager(pool_id), ids, person_id, department_id, "assigned")

    def _give(self, pool: Pool, ids: list[int], person_id: int, department_id: int | None, verb: str) -> Outcome:
        ids, service, outcome = list(dict.fromkeys(ids))[:MOST], self.of(pool.module), Outcome()
        self.records.take_turn(person_id)
        free = self.pools.pooled[pool.module].lock(pool.id, ids)
        with everywhere():
            rows = {row.id: row for row in service.find(free)} if free else {}
        outcome.titles = {id: service.module.title(row) for id, row in rows.items()}
        room, cooling = self._room(pool, person_id, verb), self._cooling(pool, person_id, verb, free)
        taken = []
        for id in ids:
            row = rows.get(id)
            why = cooling.get(id) or room.take(row.grade) if row else Words("Somebody else was faster.")
            if why is None:
                taken.append(row)
                outcome.done.append(id)
            else:
                outcome.refused[id] = why
        outcome.change_set_id = self.moves.out(pool, taken, person_id, department_id, verb)
        return outcome

    def _room(self, pool: Pool, person_id: int, verb: str) -> Room:
        claimed = self.pools.claimed([pool.id], person_id).get(pool.id, 0) if verb == "claimed" else None
        return Room(pool, claimed, self.pools.pooled[pool.module].holdings(person_id))

    def _cooling(self, pool: Pool, person_id: int, verb: str, ids: list[int]) -> dict[int, Words]:
        """Records that were this person's own until not long ago."""
        if verb != "claimed" or not pool.cool_days or not ids:
            return {}
        found = {}
        for move in self.records.last_moves(ids):
            until = move.at + timedelta(days=pool.cool_days)
            if move.person_id == person_id and until > current.now():
                found[move.record_id] = Words("It was yours before; you may claim it again from {day}.", day=language.moment(until))
        return found

    @transactional
    def release(self, pool_id: int, ids: list[int], reason: str) -> Outcome:
        """Give records up into a pool, with a reason. One needs the right to change them."""
        pool, reason = self.pools.one(pool_id), reason.strip()[:200]
        if not pool.active:
            raise Invalid(pool_id=Words("Please choose one from the list."))
        if not reason:
            raise Invalid(reason=Words("Please say why."))
        service, outcome, rows = self.of(pool.module), Outcome(), []
        service.require("edit")
        for row in service._allowed(sorted(set(ids)), "edit", outcome):
            if row.pool_id or not row.owner_id:
                outcome.refused[row.id] = Words("It belongs to nobody already.") if not row.pool_id else Words("It lies in a pool already.")
            else:
                rows.append(row)
                outcome.done.append(row.id)
        outcome.change_set_id = self.moves.into(pool, rows, "released", reason)
        return outcome

    @listens(RecordsReleased)
    def handed_over(self, event: RecordsReleased) -> None:
        """Of somebody who leaves."""
        made, told = self.release(event.pool_id, list(event.ids), event.reason), event.outcome
        told.done += made.done
        told.refused |= made.refused
        told.titles |= made.titles

    @transactional
    def place(self, pool_id: int, ids: list[int]) -> Outcome:
        """Put records that nobody owns into a pool, as its manager."""
        pool = self.pools.manager(pool_id)
        service, outcome, rows = self.of(pool.module), Outcome(), []
        for row in service._allowed(sorted(set(ids)), "view", outcome):
            if row.owner_id or row.pool_id:
                outcome.refused[row.id] = Words("It lies in a pool already.") if row.pool_id else Words("It has an owner.")
            else:
                rows.append(row)
                outcome.done.append(row.id)
        outcome.change_set_id = self.moves.into(pool, rows, "released", "")
        return outcome
