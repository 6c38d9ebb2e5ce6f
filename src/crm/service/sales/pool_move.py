"""The two ways of a record: into a pool and out of it. Used by everything that moves one."""

from collections.abc import Iterable
from typing import Any

from crm import current
from crm.dao.sales.pool import PoolDao
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.field import changed
from crm.domain.kit.filter import Condition, Group, Query
from crm.domain.sales.pool import Pool
from crm.service.kit.event import listens
from crm.service.kit.record import Kit

CONTACTS = 2000


class PoolMoveService:
    """Writes records, what belongs to them, the story of the pool, and since when they are whose; in the transaction under way."""

    def __init__(self, kit: Kit, records: PoolDao, of: Any):
        self.db = kit.db
        self.writer = kit.writer
        self.records = records
        self.of = of

    def into(self, pool: Pool, rows: list[Any], verb: str, reason: str) -> int | None:
        """Rows that have an owner lie in the pool now, in the caller's transaction. Gives the change set."""
        pairs = [(row, changed(row, owner_id=None, department_id=None, pool_id=pool.id)) for row in rows]
        return self._write(pool, pairs, verb, reason, {row.id: row.owner_id for row in rows})

    def out(self, pool: Pool, rows: list[Any], person_id: int, department_id: int | None, verb: str) -> int | None:
        """Rows of the pool are somebody's now, in the caller's transaction. Gives the change set."""
        pairs = [(row, changed(row, owner_id=person_id, department_id=department_id, pool_id=None)) for row in rows]
        set_id = self._write(pool, pairs, verb, "", {row.id: person_id for row in rows})
        self._hold(pool.module, [row.id for row in rows])
        return set_id

    def _write(self, pool: Pool, pairs: list[tuple[Any, Any]], verb: str, reason: str, people: dict[int, int | None]) -> int | None:
        if not pairs:
            return None
        service, here = self.of(pool.module), current.context()
        with everywhere(group_id=here.group_id or self.writer.sequence.take()[0], reason=reason or here.reason):
            set_id = self.writer.update(service.module, service.records, pairs, "assign" if verb == "assigned" else verb)
            if pool.module == "account":
                self._contacts(pairs)
        now, actor = current.now(), current.actor().id
        self.records.put_moves(
            [
                {
                    "pool_id": pool.id, "module": pool.module, "record_id": new.id, "verb": verb, "at": now, "actor_id": actor,
                    "person_id": people[new.id], "reason": reason or None, "change_set_id": set_id,
                }
                for _, new in pairs
            ]
        )  # fmt: skip
        current.note_change(set_id)
        return set_id

    def _contacts(self, pairs: list[tuple[Any, Any]]) -> None:
        """The people at a customer go along: those that were its owner's, or nobody's."""
        contacts = self.of("contact")
        wanted = {new.id: (old.owner_id, new) for old, new in pairs}
        found = contacts.page(Query(Group((Condition("account_id", "any", tuple(wanted)),)), size=CONTACTS))
        moved = []
        for row in found:
            before, account = wanted[row.account_id]
            if row.owner_id in (before, None):
                moved.append((row, changed(row, owner_id=account.owner_id, department_id=account.department_id)))
        self.writer.update(contacts.module, contacts.records, moved, "assign")

    @listens(RecordsWritten)
    def assigned(self, event: RecordsWritten) -> None:
        """Handed over in another way: from now on the clocks of the rules begin anew."""
        if event.verb == "assign" and event.module in ("account", "lead"):
            self._hold(event.module, event.ids)

    def _hold(self, module: str, ids: Iterable[int]) -> None:
        now = current.now()
        self.records.put_holds([{"record_id": id, "module": module, "since": now} for id in ids])


def everywhere(**changes: Any) -> Any:
    """As the one who acts, seeing all: what follows was decided before."""
    return current.acting(actor=current.everyone(), **changes)
