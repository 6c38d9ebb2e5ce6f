"""Holds a company to what was agreed for it: nobody is added, and nothing is written, beyond that."""

import time
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.agreed import AgreedDao
from crm.domain.kit.event import RecordsWritten
from crm.domain.platform.agreed import LIMITS, MEGABYTE, Used
from crm.errors import Forbidden
from crm.service.kit.event import listens
from crm.service.kit.transaction import reading

COUNTED = 60.0  # seconds between two counts of all records; what is written meanwhile is added


class AgreedService:
    def __init__(self, db: Database, dao: AgreedDao, agreed: dict[str, int | None]):
        self.db = db
        self.dao = dao
        self.agreed = {name: agreed[name] for name in LIMITS}
        self.any = any(self.agreed.values())
        self._records: tuple[float, int] = (float("-inf"), 0)

    @reading
    def used(self) -> list[Used]:
        """Of each limit how much is used."""
        if not current.actor().may("operation.view"):
            raise Forbidden()
        return [self._used(name) for name in LIMITS]

    def _used(self, name: str) -> Used:
        count: Any = getattr(self.dao, name)
        used = count()
        return Used(name, -(-used // MEGABYTE) if name == "storage" else used, self.agreed[name])

    @listens(RecordsWritten)
    def held(self, event: RecordsWritten) -> None:
        """In the transaction that wrote: what goes too far is undone with it."""
        if not self.any:
            return
        if event.module == "user" and self.agreed["people"] and self.dao.came_back(event.change_set_id):
            self._used("people").refuse()
        if event.module == "file" and self.agreed["storage"] and event.verb != "remove":
            self._used("storage").refuse()
        if self.agreed["records"] and event.verb not in ("edit", "remove"):
            self._more(len(event.ids))

    def _more(self, n: int) -> None:
        """To count all records takes a while: in between it is added up."""
        at, known = self._records
        if time.monotonic() - at > COUNTED or known + n > (self.agreed["records"] or 0):
            at, known, n = time.monotonic(), self.dao.records(), 0
        self._records = at, known + n
        Used("records", known + n, self.agreed["records"]).refuse()
