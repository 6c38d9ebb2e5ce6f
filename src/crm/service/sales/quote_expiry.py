"""The end of quotes: each night those whose last day is gone by hold no longer, and their owners hear of it."""

from collections import defaultdict
from typing import Any

from crm import current
from crm.domain.kit.field import changed
from crm.domain.sales.quote import MODULE
from crm.language import N_, Words
from crm.service.kit.job import scheduled
from crm.service.kit.record import Kit
from crm.service.kit.transaction import transactional
from crm.service.platform.notice import NoticeService
from crm.service.sales.quote import QuoteService

BATCH = 500
ONE = N_("The quote “{name}” holds no longer; it was not answered.")
SEVERAL = N_("The quote “{name}” and {n} more hold no longer; they were not answered.")


class QuoteExpiryService:
    def __init__(self, kit: Kit, quotes: QuoteService, notices: NoticeService):
        self.db = kit.db
        self.writer = kit.writer
        self.quotes = quotes
        self.notices = notices

    @scheduled("25 0 * * *", label=N_("Close quotes whose last day is gone by"))
    def expire(self, _: Any = None) -> int:
        """Every night, in batches; each is a transaction of its own, with its notices: nobody hears twice."""
        done = after = 0
        while found := self._batch(after):
            done, after = done + len(found), found[-1]
        return done

    @transactional
    def _batch(self, after: int) -> list[int]:
        records = self.quotes.records
        ids = records.over(current.today(), after, BATCH)
        rows: list[Any] = list(records.find(ids)) if ids else []
        with current.acting(source="rule"):
            self.writer.update(MODULE, records, [(row, changed(row, state="expired")) for row in rows])
        by_owner: dict[int, list[Any]] = defaultdict(list)
        for row in rows:
            if row.owner_id:
                by_owner[row.owner_id].append(row)
        for owner, own in by_owner.items():
            self._tell(owner, own)
        return ids

    def _tell(self, owner: int, rows: list[Any]) -> None:
        first, more = rows[0], len(rows) - 1
        words = Words(SEVERAL, name=first.name, n=more) if more else Words(ONE, name=first.name)
        url = f"{MODULE.path}?f=state:any:expired&f=owner_id:any:me" if more else f"{MODULE.path}/{first.id}"
        self.notices.tell([owner], "quote", words, url)
