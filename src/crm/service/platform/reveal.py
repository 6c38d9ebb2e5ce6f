"""Masked values shown in full on request: checked, counted, noted, and told to whoever may read the journal."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.reveal import RevealDao
from crm.dao.platform.sequence import SequenceDao
from crm.domain.kit import custom
from crm.domain.kit.custom import MASKED
from crm.domain.platform.reveal import Reveal
from crm.errors import NotFound, TooMany
from crm.language import Words
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.security import SecurityService
from crm.service.platform.setting import SettingService

SHOWN = 100  # of one record's reveals
DAY = 86_400


class RevealService:
    def __init__(
        self, db: Database, reveals: RevealDao, sequence: SequenceDao, records: Any, security: SecurityService, settings: SettingService
    ):
        self.db = db
        self.reveals = reveals
        self.sequence = sequence
        self.records = records
        self.security = security
        self.settings = settings

    @transactional
    def reveal(self, module: str, id: int, name: str, address: str | None = None) -> Any:
        """The true value of a field that is masked for whoever acts. Raises TooMany when he was shown as many today as one may be."""
        service = self.records(module)
        service.require("reveal")
        row = service.get(id)
        service.check_record("reveal", row)
        if custom.here().added(module).unread.get(name) != MASKED:
            raise NotFound()
        self._count()
        (number,) = self.sequence.take()
        self.reveals.insert(number, current.now(), current.actor().id, module, id, name)
        self.security.note("reveal", current.actor().id, address, module=module, record=id, field=name)
        return getattr(row, name)

    def _count(self) -> None:
        most, me = self.settings.get("reveals_a_day"), current.actor().id
        self.reveals.lock_person(me)
        zone = ZoneInfo(current.timezone())
        since = datetime.combine(current.today(), time(), zone)
        if self.reveals.count_since(me, since) >= most:
            left = DAY - int((current.now() - since).total_seconds())
            words = Words("You were shown {n} values today, and more are not possible. Ask your administrator.", n=most)
            raise TooMany(words, max(left, 1))

    @reading
    def of_record(self, module: str, id: int) -> list[Reveal]:
        """Who was shown what of the record, newest first; nothing to whoever may not read the journal."""
        return self.reveals.of_record(module, id, SHOWN) if current.actor().may("journal.view") else []
