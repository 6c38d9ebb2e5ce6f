"""Reminders of tasks: each owner is told at the time that was set, once, in the way he chose, on his own clock."""

from datetime import timedelta
from typing import Any

from crm import current, language
from crm.dao.customer.activity import ActivityDao
from crm.dao.kit.database import Database
from crm.domain.customer.activity import MODULE, Reminder
from crm.language import N_, Words, say
from crm.service.kit.job import scheduled
from crm.service.kit.transaction import transactional
from crm.service.platform.notice import NoticeService

BATCH = 500


class ReminderService:
    """Marks what is due to be reminded of and tells its owners, in one transaction: so nobody is told twice."""

    def __init__(self, db: Database, activities: ActivityDao, notices: NoticeService):
        self.db = db
        self.activities = activities
        self.notices = notices

    @scheduled(every=timedelta(minutes=1), label=N_("Remind of tasks"))
    def remind(self, _: Any = None) -> None:
        while self._batch() == BATCH:
            pass

    @transactional
    def _batch(self) -> int:
        due = self.activities.mark_reminded(current.now(), BATCH)
        for one in due:
            if one.owner_id:
                title = Words("Reminder: {name}", name=one.name)
                self.notices.tell([one.owner_id], "reminder", title, f"{MODULE.path}/{one.id}", lambda one=one: _text(one))  # type: ignore[misc]
        return len(due)


def _text(one: Reminder) -> str:
    """What a mail says: the task, with whom, until when."""
    due = say("Due {at}", at=language.moment(one.due_at)) if one.due_at else ""
    return "\n".join(line for line in (one.name, one.account_name, due) if line)
