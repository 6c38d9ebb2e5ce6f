"""What one opened lately, and finding records with that first."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice

from crm import current
from crm.dao.kit.database import Database
from crm.dao.kit.words import expressed, parts
from crm.dao.platform.recent import RecentDao
from crm.dao.platform.search import Hit
from crm.domain.kit.tokens import query_tokens, words_of
from crm.domain.kit.typo import near, slips, stem
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.search import SearchService, among, best

KEPT = 200
PAUSE = timedelta(minutes=1)
TRIED = 200  # records among which a slip of the finger is looked for


class RecentService:
    def __init__(self, db: Database, recent: RecentDao, search: SearchService):
        self.db = db
        self.recent = recent
        self.search = search

    @transactional
    def opened(self, record_id: int) -> None:
        """Remember that the actor looked at the record. Whether he may is asked when it is shown again."""
        now, actor = current.now(), current.actor().id
        if self.recent.opened(actor, record_id, now, now - PAUSE):
            self.recent.forget(actor, KEPT)

    @reading
    def page(self, size: int = 8) -> list[Hit]:
        """What the actor opened lately and may still see, newest first."""
        return self.search.readable(self.recent.page(current.actor().id, size))

    @reading
    def find(self, text: str, size: int = 20, modules: Sequence[str] | None = None) -> list[Hit]:
        """The records that have every word: those opened lately, then the best of the newest; a number alone is also a record's own.

        When nothing has the words, records with a word that differs by one letter.
        """
        names = list(modules) if modules is not None else None
        hits = self._numbered(text, names)
        if words := expressed(text, self.db.dialect):
            hits += self.search.readable(self.recent.found(current.actor().id, words, parts(text), size, names), text)
            hits += best(self.search.newest(text, among(size), names), text)
        hits = hits or list(islice(self._near(text, names), size))
        return self.search.readable(list({hit.id: hit for hit in hits}.values())[:size])

    def _numbered(self, text: str, names: list[str] | None) -> list[Hit]:
        number = text.strip()
        if not (number.isascii() and number.isdigit() and len(number) < 16):
            return []
        hit = self.recent.by_number(int(number))
        return [hit] if hit and (names is None or hit.module in names) else []

    def _near(self, text: str, names: list[str] | None) -> Iterator[Hit]:
        tokens = [token for token, _ in query_tokens(text[:200])]
        slipped = [token for token in tokens if slips(token)]
        if len(tokens) != 1 or not slipped:
            return
        (word,) = slipped
        tried = [*self.search.beginning(slips(word), TRIED, names), *self.search.newest(stem(word), TRIED, names)]
        yield from (hit for hit in {hit.id: hit for hit in tried}.values() if any(near(word, one) for one in words_of(hit.title)))
