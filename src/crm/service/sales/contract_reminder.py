"""Reminders and early warnings of contracts: each morning owners hear of what ends, is due or overdue, of each step once."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.contract_reminder import ContractReminderDao
from crm.domain.platform.setting import day_steps
from crm.domain.sales.contract_reminder import DUE, ENDING, OVERDUE, Band, Kind, Reminded, ahead, behind
from crm.language import N_, Words
from crm.service.kit.job import scheduled
from crm.service.kit.transaction import transactional
from crm.service.platform.notice import NoticeService
from crm.service.platform.setting import SettingService

BATCH = 500


class ContractReminderService:
    def __init__(self, db: Database, reminders: ContractReminderDao, notices: NoticeService, settings: SettingService):
        self.db = db
        self.reminders = reminders
        self.notices = notices
        self.settings = settings

    @scheduled("40 7 * * *", label=N_("Remind of contracts that end and payments that are due"))
    def remind(self, _: Any = None) -> int:
        """How many reminders there were. Each kind is told in transactions of its own: what was told is never told again."""
        today, days = current.today(), {name: day_steps(self.settings.get(f"contract_{name}_days")) for name in ("end", "due", "overdue")}
        return (
            self._all(ENDING, self.reminders.ending, ahead(days["end"], today))
            + self._all(DUE, self.reminders.due, ahead(days["due"], today))
            + self._all(OVERDUE, self.reminders.due, behind(days["overdue"], today))
        )

    def _all(self, kind: Kind, find: Callable[..., list[Reminded]], bands: list[Band]) -> int:
        done = 0
        while found := self._batch(kind, find, bands):
            done += found
        return done

    @transactional
    def _batch(self, kind: Kind, find: Callable[..., list[Reminded]], bands: list[Band]) -> int:
        by_owner: dict[int, list[Reminded]] = defaultdict(list)
        told = []
        for band in bands:
            for one in find(band.first, band.last, band.step, BATCH):
                by_owner[one.owner_id].append(one)
                told.append({"record_id": one.id, "day": one.day, "step": band.step, "told_at": current.now()})
        self.reminders.put(told)
        for owner, records in by_owner.items():
            self._tell(kind, owner, sorted(records, key=lambda one: (one.day, one.id)))
        return len(told)

    def _tell(self, kind: Kind, owner: int, records: list[Reminded]) -> None:
        first, more = records[0], len(records) - 1
        words = Words(kind.several, name=first.name, n=more) if more else Words(kind.one, name=first.name, day=str(first.day))
        self.notices.tell([owner], "contract", words, kind.listed if more else f"{kind.path}/{first.id}")
