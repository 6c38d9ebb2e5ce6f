"""Reminders and early warnings of contracts and orders: each morning owners hear of what ends, is due or late, of each step once."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.contract_reminder import ContractReminderDao
from crm.domain.platform.setting import day_steps
from crm.domain.sales.contract_reminder import DELIVER, DUE, ENDING, LATE, OVERDUE, Band, Kind, Reminded, ahead, behind
from crm.language import N_, Words
from crm.service.kit.job import scheduled
from crm.service.kit.transaction import transactional
from crm.service.platform.notice import NoticeService
from crm.service.platform.setting import SettingService

BATCH = 500
STEPS = ("contract_end", "contract_due", "contract_overdue", "order_due", "order_late")


class ContractReminderService:
    def __init__(self, db: Database, reminders: ContractReminderDao, notices: NoticeService, settings: SettingService):
        self.db = db
        self.reminders = reminders
        self.notices = notices
        self.settings = settings

    @scheduled("40 7 * * *", label=N_("Remind of contracts that end, payments that are due and orders to deliver"))
    def remind(self, _: Any = None) -> int:
        """How many reminders there were. Each kind is told in transactions of its own: what was told is never told again."""
        today, days = current.today(), {name: day_steps(self.settings.get(f"{name}_days")) for name in STEPS}
        return (
            self._all(ENDING, self.reminders.ending, ahead(days["contract_end"], today))
            + self._all(DUE, self.reminders.due, ahead(days["contract_due"], today))
            + self._all(OVERDUE, self.reminders.due, behind(days["contract_overdue"], today))
            + self._all(DELIVER, self.reminders.undelivered, ahead(days["order_due"], today))
            + self._all(LATE, self.reminders.undelivered, behind(days["order_late"], today))
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
        self.notices.tell([owner], kind.notice, words, kind.listed if more else f"{kind.path}/{first.id}")
