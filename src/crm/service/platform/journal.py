"""The one write path's memory: every write of records is stored as a change set before it commits."""

from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.journal import JournalDao
from crm.dao.platform.sequence import SequenceDao
from crm.domain.kit.plain import canonical, recanonical
from crm.domain.platform.journal import Change, ChangeItem, ChangeSet, HistoryLine, chain, digest
from crm.errors import NotFound
from crm.service.kit.transaction import reading, transactional


class JournalService:
    """Stores and reads change sets."""

    def __init__(self, db: Database, journal: JournalDao, sequence: SequenceDao):
        self.db = db
        self.journal = journal
        self.sequence = sequence

    @transactional
    def store(self, module: str, verb: str, title: str, changes: list[Change], undoes_id: int | None = None) -> int:
        """Write the changes as one set at the end of the chain; gives its id."""
        head = self.journal.lock_head()
        if head is None:
            raise RuntimeError("The journal has no head.")
        context = current.context()
        (id,) = self.sequence.take()
        items = [item | {"change_set_id": id, "position": at} for at, item in enumerate(self._items(changes))]
        sum_ = digest(items)
        at, actor, count = current.now(), context.actor.id, len(changes)
        hash = chain(head.hash, id, at, actor, context.source, verb, count, sum_)
        self.journal.insert_set(
            [
                {
                    "id": id, "at": at, "actor_id": actor, "source": context.source, "verb": verb, "module": module,
                    "title": title[:200], "count": count, "reason": context.reason or None, "request_id": context.request_id,
                    "undoes_id": undoes_id, "group_id": context.group_id, "digest": sum_, "hash": hash,
                }
            ]
        )  # fmt: skip
        self.journal.insert_items(items)
        self.journal.move_head(id, hash)
        current.note_change(id)
        return id

    @staticmethod
    def _items(changes: list[Change]) -> list[dict[str, Any]]:
        items = []
        for change in changes:
            base = {"module": change.module, "record_id": change.record_id, "version": change.version}
            if change.before is None or change.after is None:
                items.append(base | {"field": None, "before": canonical(change.before), "after": canonical(change.after)})
                continue
            for name, after in change.after.items():
                if change.before[name] != after:
                    items.append(base | {"field": name, "before": canonical(change.before[name]), "after": canonical(after)})
        return items

    @reading
    def get(self, id: int) -> ChangeSet:
        if found := self.journal.get_set(id):
            return found
        raise NotFound()

    @reading
    def page(self, size: int = 50, **criteria: Any) -> list[ChangeSet]:
        """The newest change sets that meet the criteria of JournalDao.page_sets."""
        return self.journal.page_sets(size, **criteria)

    @reading
    def items(self, id: int, after: int = -1, size: int = 500) -> list[ChangeItem]:
        return self.journal.items(id, after, size)

    @reading
    def group(self, group_id: int) -> list[int]:
        return self.journal.group_ids(group_id)

    @reading
    def history(
        self, module: str, record_id: int, size: int = 50, before_id: int | None = None, actor_id: int | None = None
    ) -> list[HistoryLine]:
        """The lines of the newest `size` change sets of one record; a set is never cut."""
        return self.journal.history(module, record_id, size, before_id, actor_id)

    @reading
    def since(self, module: str, record_id: int, version: int) -> list[HistoryLine]:
        return self.journal.since_version(module, record_id, version)

    @reading
    def of_field(self, module: str, record_id: int, field: str, size: int) -> list[HistoryLine]:
        """The changes of one field of one record, newest first."""
        return self.journal.of_field(module, record_id, field, size)

    @reading
    def versions(self, module: str, record_id: int, size: int) -> list[HistoryLine]:
        """The versions of one record, newest first, each with who made it and when."""
        return self.journal.versions(module, record_id, size)

    @reading
    def broken_link(self) -> int | None:
        """The first change set whose hash or digest does not hold; None when the chain is whole."""
        previous, last = "", 0
        while sets := self.journal.chain_page(last, 500):
            for found in sets:
                if previous_hash_fails(found, previous) or self._digest_of(found.id) != found.digest:
                    return found.id
                previous, last = found.hash, found.id
        head = self.journal.head()
        return None if head is None or (head.change_set_id, head.hash) == (last, previous) else head.change_set_id

    def _digest_of(self, id: int) -> str:
        lines: list[dict[str, Any]] = []
        after = -1
        while items := self.journal.items(id, after, 5000):
            for item in items:
                lines.append(vars(item) | {"before": recanonical(item.before), "after": recanonical(item.after)})
            after = items[-1].position
        return digest(lines)


def previous_hash_fails(found: ChangeSet, previous: str) -> bool:
    made = chain(previous, found.id, found.at, found.actor_id, found.source, found.verb, found.count, found.digest)
    return made != found.hash
