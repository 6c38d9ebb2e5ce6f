"""What Today gathers: each source is a class with one query. A later area adds its own by a class of this kind in its container."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

from crm import current, language
from crm.dao.customer.today import TodayDao
from crm.domain.customer.account import MODULE as ACCOUNT
from crm.domain.customer.activity import MODULE as ACTIVITY
from crm.domain.customer.calendar import is_due_by_day
from crm.domain.customer.care import Gap, waiting_too_long
from crm.domain.customer.today import FOR_GOOD, Item
from crm.domain.kit.filter import Condition, Group, Part, Query, Related, Sort
from crm.language import N_, Words, local, say
from crm.service.customer.account import AccountService
from crm.service.customer.activity import ActivityService
from crm.service.customer.care import CareService, days_since

MANY = 100
FEW = 30
DAY = timedelta(days=1)
OPEN_TASK = Related("activities", False, Group((Condition("kind", "any", ("task",)), Condition("done_at", "empty"))))


Claim = Callable[[Any], Item | None]


class Source:
    """What waits for the actor from one side. `base` is the weight that an administrator may change."""

    name: ClassVar[str]
    label: ClassVar[str]
    base: ClassVar[int]
    permission: ClassVar[str] = ""  # without it there is nothing to see here

    def items(self, now: datetime) -> list[Item]:
        """In one query; the most urgent first where there are too many."""
        raise NotImplementedError

    def finish(self, id: int) -> datetime | None:
        """Deal with one of them; a moment until which the line stays away, or None where it is gone by itself."""
        return current.now() + FOR_GOOD

    def snooze(self, id: int, until: str) -> bool:
        """Put one off in its own way; False where Today keeps it itself."""
        return False


class TaskSource(Source):
    """Open tasks: overdue, due today, or with a reminder that has come."""

    name, label, base, permission = "task", N_("Task"), 50, "activity.view"

    def __init__(self, days: TodayDao, activities: ActivityService):
        self.days = days
        self.activities = activities

    def items(self, now: datetime) -> list[Item]:
        """Those of the coming week too: below zero they are told apart by the service."""
        me = current.actor()
        found = self.days.tasks([me.id, *me.grants.stands_in], now + 7 * DAY, MANY)
        return [for_whom(self._item(task, now), task) for task in found]

    def _item(self, task: Any, now: datetime) -> Item:
        due, by_day = local(task.due_at), is_due_by_day(local(task.due_at))
        late = (now - task.due_at - (DAY if by_day else timedelta())) / DAY
        if due.date() == current.today():
            at = say("today") if by_day else f"{due:%H:%M}"
        else:
            at = language.day(due.date()) if by_day else language.moment(task.due_at)
        why = Words("Overdue since {at}", at=at) if late > 0 else Words("Due {at}", at=at)
        if task.waiting:
            why = Words("We waited for the customer until {at}", at=at) if late > 0 else Words("Waiting until {at}", at=at)
        elif late <= 0 and task.remind_at and task.remind_at <= now:
            why = Words("Reminder; due {at}", at=at)
        reminded = task.remind_at is not None and task.remind_at <= now
        return Item(
            self.name, task.id, task.name, f"{ACTIVITY.path}/{task.id}", (why,), late, due.date() <= current.today() or reminded,
            task.grade, task.account_name or "",
            ("account", task.account_id) if task.account_id else None,
            ("done", "snooze", "touch", "assign") if task.account_id else ("done", "snooze", "assign"),
            f"{ACTIVITY.path}/bulk/assignment?id={task.id}", "hourglass" if task.waiting else "checkbox", "bad" if late > 0 else "",
        )  # fmt: skip

    def finish(self, id: int) -> None:
        self.activities.finish(id)

    def snooze(self, id: int, until: str) -> bool:
        self.activities.snooze(id, until)
        return True


def for_whom(item: Item, row: Any) -> Item:
    """What belongs to somebody who is away says so to his stand-in."""
    if row.owner_id == current.actor().id:
        return item
    return replace(item, why=(*item.why, Words("for {name}", name=row.owner_name or "—")))


class RecordSource(Source):
    """Records of one module that meet a condition, the actor's own and those he looks after. All such sources of a module are asked in
    one query."""

    module: ClassVar[str]
    sort: ClassVar[str]  # the first to be shown where there are too many
    alone: ClassVar[bool] = False  # its condition asks for what no row tells: it is meant where no other source claims the row
    records: Any

    def look(self, now: datetime) -> tuple[Part, Claim] | None:
        """The condition, and what makes a line of a row that is meant; None where there is nothing to look for."""
        raise NotImplementedError

    def items(self, now: datetime) -> list[Item]:
        return gathered([self], now)


def gathered(sources: Sequence[RecordSource], now: datetime) -> list[Item]:
    """The lines of all sources of one module, in one query."""
    looks = [(source.alone, *look) for source in sources if (look := source.look(now))]
    if not looks:
        return []
    mine = Condition("owner_id", "any", ("me", *current.actor().grants.stands_in))
    any_of = Group(tuple(part for _, part, _ in looks), any=True)
    size, first = FEW * len(looks), sources[0]
    found = []
    for row in first.records.page(Query(Group((mine, any_of)), Sort(((first.sort, False),)), size=size))[:size]:
        sure = [item for alone, _, claim in looks if not alone and (item := claim(row))]
        claimed = sure or [item for alone, _, claim in looks if alone and (item := claim(row))]
        found += [for_whom(item, row) for item in claimed]
    return found


class AccountSource(RecordSource):
    """The actor's own customers that meet a condition."""

    permission, module, sort = "account.view", "account", "next_follow_at"

    def __init__(self, accounts: AccountService):
        self.records = accounts

    def item(self, row: Any, why: Words, late: float, icon: str) -> Item:
        return Item(
            self.name, row.id, row.name, f"{ACCOUNT.path}/{row.id}", (why,), late, True, row.grade, row.city or "", ("account", row.id),
            ("snooze", "touch", "assign"), f"{ACCOUNT.path}/bulk/assignment?id={row.id}", icon,
        )  # fmt: skip


class FollowSource(AccountSource):
    """Customers whose day of follow-up has come."""

    name, label, base = "follow", N_("Follow-up"), 40

    def look(self, now: datetime) -> tuple[Part, Claim]:
        return Condition("next_follow_at", "before", current.today() + DAY), self._claim

    def _claim(self, row: Any) -> Item | None:
        if row.next_follow_at is None or (late := (current.today() - row.next_follow_at).days) < 0:
            return None
        why = Words("Follow-up was planned for {day}", day=language.day(row.next_follow_at))
        return self.item(row, why, float(late), "phone-call")


class CareSource(AccountSource):
    """Customers who wait longer than the care plan says, and nothing is planned with them."""

    name, label, base, alone = "care", N_("Care plan"), 30, True

    def __init__(self, accounts: AccountService, cares: CareService):
        super().__init__(accounts)
        self.cares = cares

    def look(self, now: datetime) -> tuple[Part, Claim] | None:
        gaps = self.cares.gaps()
        late = waiting_too_long(list(gaps.values()), current.today(), False, True) if gaps else None
        return (late, lambda row: self._claim(row, gaps.get(row.grade or ""))) if late else None

    def _claim(self, row: Any, gap: Gap | None) -> Item | None:
        days = days_since(row)
        if gap is None or days <= gap.ideal_days:
            return None
        words = N_("No touch for {days} days; every {ideal} are ideal, {longest} the longest")
        return self.item(row, Words(words, days=days, ideal=gap.ideal_days, longest=gap.longest_days), days - gap.ideal_days, "heart")


class StepSource(AccountSource):
    """Key customers without a next step; an open task is one, and so is the wait for the customer."""

    name, label, base, alone = "step", N_("No next step"), 20, True

    def look(self, now: datetime) -> tuple[Part, Claim]:
        return Group((Condition("grade", "any", ("A",)), Condition("next_follow_at", "empty"), OPEN_TASK)), self._claim

    def _claim(self, row: Any) -> Item | None:
        if row.grade != "A" or row.next_follow_at:
            return None
        return self.item(row, Words("Grade A without a next step"), 0.0, "target")
