"""The one write path's memory: every write of records is stored as a change set before it commits."""

from datetime import datetime
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.journal import JournalDao
from crm.dao.platform.sequence import SequenceDao
from crm.domain.kit.module import modules
from crm.domain.kit.plain import canonical
from crm.domain.kit.sealed import sealed_item, told
from crm.domain.kit.veil import encrypted_of
from crm.domain.platform.journal import Change, ChangeItem, ChangeSet, HistoryLine, chain, digest
from crm.errors import NotFound
from crm.service.kit.transaction import reading, transactional

NOTHING_SINCE = 2**62  # an id that no change set has


class JournalService:
    """Stores and reads change sets."""

    def __init__(self, db: Database, journal: JournalDao, sequence: SequenceDao):
        self.db = db
        self.journal = journal
        self.sequence = sequence

    @transactional
    def store(self, module: str, verb: str, title: str, changes: list[Change], undoes_id: int | None = None) -> int:
        """Write the changes as one set at the end of the chain; gives its id."""
        items = self._shut(self._items(changes))
        digested = digest(map(told, items))  # before the chain is locked, for which others wait
        head = self.journal.lock_head()
        if head is None:
            raise RuntimeError("The journal has no head.")
        context = current.context()
        (id,) = self.sequence.take()
        items = [item | {"change_set_id": id, "position": at} for at, item in enumerate(items)]
        row = {
            "id": id, "at": current.now(), "actor_id": context.actor.id, "source": context.source, "verb": verb, "module": module,
            "title": title[:200], "count": len(changes), "reason": context.reason or None, "request_id": context.request_id,
            "undoes_id": undoes_id, "group_id": context.group_id, "digest": digested,
        }  # fmt: skip
        hash = chain(head.hash, row)
        self.journal.insert_set([row | {"hash": hash}])
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

    def _shut(self, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """What lies sealed in the records lies sealed here too."""
        if not (vault := self.db.vault):
            return items
        names = {name: encrypted_of(module) for name in {item["module"] for item in items} if (module := modules().get(name))}
        return [sealed_item(vault, item, shut) if (shut := names.get(item["module"])) else item for item in items]

    @reading
    def get(self, id: int) -> ChangeSet:
        if found := self.journal.get_set(id):
            return found
        raise NotFound()

    @reading
    def page(
        self, size: int = 50, since: datetime | None = None, until: datetime | None = None, reason: str | None = None, **criteria: Any
    ) -> list[ChangeSet]:
        """The newest change sets of a span of time, whose reason contains a text, that meet the criteria of JournalDao.page_sets."""
        first = None if since is None else self.journal.first_since(since) or NOTHING_SINCE
        last = None if until is None else self.journal.last_until(until) or 0
        return self.journal.page_sets(size, first_id=first, last_id=last, reason=contained(reason) if reason else None, **criteria)

    @reading
    def items(self, id: int, after: int = -1, size: int = 500) -> list[ChangeItem]:
        return self.journal.items(id, after, size)

    @reading
    def items_of(self, ids: list[int], size: int) -> dict[int, list[ChangeItem]]:
        """The items of several sets, by set."""
        found: dict[int, list[ChangeItem]] = {}
        for item in self.journal.items_of(ids, size):
            found.setdefault(item.change_set_id, []).append(item)
        return found

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


def contained(text: str) -> str:
    """A pattern for what contains the text as it stands."""
    return f"%{text.replace('!', '!!').replace('%', '!%').replace('_', '!_')}%"
