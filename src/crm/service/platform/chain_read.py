"""Follows the chains of the journal and of the security events, row by row, to the first that is not as it was written."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby

from crm.dao.kit.database import Database
from crm.dao.platform.chain import ChainDao
from crm.domain.kit.plain import recanonical
from crm.domain.platform.chain import Link, Verified, is_early
from crm.domain.platform.journal import ChainedItem, ChainedSet, ErasedMark, ErasureTold, Head, chain, digest, marks_digest
from crm.domain.platform.security import ChainedEvent, event_chain, event_digest
from crm.service.kit.transaction import reading

PAGE, ITEMS = 500, 5000
BEGINNING = Head(0, "")
Passed = Callable[[Verified], None]


def _nobody(found: Verified) -> None:
    pass


class ChainReader:
    """Reads page by page, each in a transaction of its own, and writes nothing."""

    def __init__(self, db: Database, chains: ChainDao):
        self.db = db
        self.chains = chains

    def follow(self, name: str, begin: Head = BEGINNING, last_id: int | None = None, passed: Passed = _nobody) -> Verified:
        """Hold each row behind `begin` against the one before it; `passed` hears how far it has come."""
        at, hash, count = begin.change_set_id, begin.hash, 0
        while links := self._links(name, at, hash, last_id):
            for link in links:
                if link.flaw or link.hash != link.made:
                    return Verified(name, at, hash, count, link.id, link.flaw if link.hash == link.made else "link")
                at, hash, count = link.id, link.hash, count + 1
            passed(Verified(name, at, hash, count))
        return Verified(name, at, hash, count)

    def whole(self, name: str, begin: Head = BEGINNING, passed: Passed = _nobody) -> Verified:
        """The same to the end, which must be where the head is. What is written meanwhile is followed too."""
        found = self.follow(name, begin, None, passed)
        head = BEGINNING
        while not found.broken and (head := self.head(name)).change_set_id > found.through_id:
            more = self.follow(name, Head(found.through_id, found.hash), None, passed)
            if more.through_id == found.through_id:
                break
            found = replace(more, count=found.count + more.count)
        if found.broken or (head.change_set_id, head.hash) == (found.through_id, found.hash):
            return found
        return Verified(name, found.through_id, found.hash, found.count, max(head.change_set_id, found.through_id), "head")

    def forged(self) -> int | None:
        """The first change set with a mark of erasure that no erasure made, or one that has lost a mark; None where all are true."""
        if untied := self._untied():
            return untied
        told = {one.id: one for one in self._erasures()}
        for id, found in groupby(self._marks(), key=lambda mark: mark.erasure_id):
            marks, known = list(found), told.pop(id, None)
            if known is None or known.digest != marks_digest(marks):
                return marks[0].change_set_id
        return next((one.change_set_id for one in told.values() if one.digest != marks_digest(())), None)

    def _marks(self) -> Iterator[ErasedMark]:
        after = (0, 0, -1)
        while page := self._page(*after):
            yield from page
            after = (page[-1].erasure_id, page[-1].change_set_id, page[-1].position)

    @reading
    def _page(self, erasure: int, set_id: int, position: int) -> list[ErasedMark]:
        return self.chains.erased(erasure, set_id, position, ITEMS)

    @reading
    def _untied(self) -> int | None:
        return self.chains.untied()

    @reading
    def _erasures(self) -> list[ErasureTold]:
        return self.chains.erasures()

    def follow_from(self, first_id: int, last_id: int | None, passed: Passed = _nobody) -> Verified:
        """Only a range of the journal; that the row before it is the right one is taken for granted."""
        return self.follow("journal", self.before("journal", first_id), last_id, passed)

    @reading
    def before(self, name: str, id: int) -> Head:
        """The last row before this one."""
        return (self.chains.set_before(id) if name == "journal" else self.chains.event_before(id)) or BEGINNING

    @reading
    def head(self, name: str) -> Head:
        return (self.chains.set_head() if name == "journal" else self.chains.event_head()) or BEGINNING

    @reading
    def count(self, name: str, after_id: int) -> int:
        return self.chains.count_sets(after_id) if name == "journal" else self.chains.count_events(after_id)

    @reading
    def _links(self, name: str, at: int, hash: str, last_id: int | None) -> list[Link]:
        if name == "journal":
            return list(self._set_links(self.chains.sets(at, PAGE, last_id), hash))
        return list(_event_links(self.chains.events(at, PAGE, last_id), hash))

    def _set_links(self, sets: list[ChainedSet], hash: str) -> Iterator[Link]:
        if not sets:
            return
        groups = groupby(self._items(sets[0].id, sets[-1].id), key=lambda item: item.change_set_id)
        owner, items = next(groups, (0, iter(())))
        for found in sets:
            own = items if owner == found.id else iter(())
            flaw = _flaw(found, own)
            if owner == found.id:
                owner, items = next(groups, (0, iter(())))
            yield Link(found.id, found.hash, chain(hash, vars(found)), flaw)
            hash = found.hash

    def _items(self, first: int, last: int) -> Iterator[ChainedItem]:
        after = (first, -1)
        while page := self.chains.items(*after, last, ITEMS):
            yield from page
            after = (page[-1].change_set_id, page[-1].position)


def _flaw(found: ChainedSet, items: Iterator[ChainedItem]) -> str | None:
    if found.pruned_at:
        return "pruned" if is_early(found.at, found.pruned_at) or any(not item.erased for item in items) else None
    if found.erased and (found.title or found.reason):
        return "content"
    lines = (vars(item) | {"before": recanonical(item.before), "after": recanonical(item.after)} for item in items)
    return None if digest(lines) == found.digest else "content"


def _event_links(events: list[ChainedEvent], hash: str) -> Iterator[Link]:
    for found in events:
        if found.pruned_at:
            flaw = "pruned" if is_early(found.at, found.pruned_at) or found.detail or found.address else None
        else:
            flaw = None if event_digest(found.address, found.detail, found.request_id) == found.digest else "content"
        yield Link(found.id, found.hash, event_chain(hash, found.id, found.at, found.kind, found.user_id, found.n, found.digest), flaw)
        hash = found.hash
