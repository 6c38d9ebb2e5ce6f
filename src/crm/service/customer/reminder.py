"""Reminders of tasks: at their time, once, at the bell and by mail."""

from datetime import timedelta
from typing import Any

from crm import current, language
from crm.dao.customer.activity import ActivityDao
from crm.dao.kit.database import Database
from crm.domain.customer.activity import MODULE, Reminder
from crm.domain.platform.notice import Reader
from crm.language import N_, Words, say
from crm.service.kit.job import scheduled
from crm.service.kit.transaction import transactional
from crm.service.platform.mail import MailService
from crm.service.platform.notice import NoticeService
from crm.service.platform.setting import SettingService

BATCH = 500


class ReminderService:
    """Marks what is due to be reminded of and tells its owners, in one transaction: so nobody is told twice."""

    def __init__(self, db: Database, activities: ActivityDao, notices: NoticeService, mails: MailService, settings: SettingService):
        self.db = db
        self.activities = activities
        self.notices = notices
        self.mails = mails
        self.settings = settings

    @scheduled(every=timedelta(minutes=1), label=N_("Remind of tasks"))
    def remind(self, _: Any = None) -> None:
        while self._batch() == BATCH:
            pass

    @transactional
    def _batch(self) -> int:
        due = self.activities.mark_reminded(current.now(), BATCH)
        for reminder in due:
            if reminder.owner_id:
                title = Words("Reminder: {name}", name=reminder.name)
                for reader in self.notices.tell([reminder.owner_id], "reminder", title, self._path(reminder)):
                    self._mail(reader, reminder)
        return len(due)

    def _mail(self, reader: Reader, reminder: Reminder) -> None:
        if not reader.mail:
            return
        owner = current.Actor(reader.id, "", language=reader.language, timezone=reader.timezone)
        with current.acting(actor=owner, language=reader.language):
            lines = [reminder.name, reminder.account_name or ""]
            if reminder.due_at:
                lines.append(say("Due {at}", at=language.moment(reminder.due_at)))
            if address := self.settings.get("address"):
                lines.append(f"{address.rstrip('/')}{self._path(reminder)}")
            subject, text = say("Reminder: {name}", name=reminder.name), "\n".join(line for line in lines if line)
        self.mails.send(reader.mail, subject, text)

    @staticmethod
    def _path(reminder: Reminder) -> str:
        return f"{MODULE.path}/{reminder.id}"
