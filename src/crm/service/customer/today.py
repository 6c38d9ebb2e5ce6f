"""What needs a person today: open tasks by urgency, and customers whose follow-up is due."""

from dataclasses import dataclass
from datetime import timedelta

from crm import current
from crm.dao.kit.database import Database
from crm.domain.customer.account import Account
from crm.domain.customer.activity import Activity
from crm.domain.kit.filter import Condition, Group, Query, Sort
from crm.language import local
from crm.service.customer.account import AccountService
from crm.service.customer.activity import ActivityService
from crm.service.kit.transaction import reading

FEW = 10


@dataclass(frozen=True, slots=True)
class Today:
    """One person's day; each list the most urgent first."""

    late: list[Activity]
    due: list[Activity]
    later: list[Activity]
    follow: list[Account]
    recent: list[Account]


class TodayService:
    """Gathers what waits for the actor."""

    def __init__(self, db: Database, activities: ActivityService, accounts: AccountService):
        self.db = db
        self.activities = activities
        self.accounts = accounts

    @reading
    def mine(self) -> Today:
        tasks = self.activities.mine() if current.actor().may("activity.view") else []
        now, today = current.now(), current.today()
        days = {task.id: local(task.due_at).date() if task.due_at else today for task in tasks}
        late = [task for task in tasks if task.is_late(now)]
        rest = [task for task in tasks if not task.is_late(now)]
        return Today(
            late=late,
            due=[task for task in rest if days[task.id] <= today],
            later=[task for task in rest if days[task.id] > today],
            follow=self._own(Condition("next_follow_at", "before", today + timedelta(days=1)), Sort((("next_follow_at", False),))),
            recent=self._own(None, Sort((("updated_at", True),))),
        )

    def _own(self, condition: Condition | None, sort: Sort) -> list[Account]:
        """The actor's own customers that meet the condition."""
        if not current.actor().may("account.view"):
            return []
        parts = (Condition("owner_id", "any", ("me",)), *((condition,) if condition else ()))
        return self.accounts.page(Query(Group(parts), sort, size=FEW))[:FEW]
