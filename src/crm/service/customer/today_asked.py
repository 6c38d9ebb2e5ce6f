"""What Today gathers in one query: mentions that wait for an answer, requests for approval, and jobs that failed."""

from datetime import datetime, timedelta

from crm import current, language
from crm.dao.customer.today import TodayDao
from crm.domain.customer.today import Asked, Item
from crm.domain.kit.module import modules
from crm.language import N_, Words, say
from crm.service.customer.today_source import DAY, FEW, Source

BACK = timedelta(days=30)  # how far mentions and failed jobs reach
GIVEN_UP = N_("Was given up {ago}")
RETRIED = N_("Failed {ago} and is tried again")


class ApprovalSource(Source):
    """Requests of every module in which it is the actor's turn to decide."""

    name, label, base = "approval", N_("Waits for my approval"), 60

    def items(self, now: datetime) -> list[Item]:
        """They come with the mentions: one query for all."""
        return []


class JobSource(Source):
    """Imports and other jobs that the actor asked for and that failed."""

    name, label, base = "job", N_("Failed job"), 45

    def items(self, now: datetime) -> list[Item]:
        """They come with the mentions: one query for all."""
        return []


class MentionSource(Source):
    """Mentions that were not answered; and in the same query what waits for the actor's approval, and his jobs that failed."""

    name, label, base = "mention", N_("Mention"), 60

    def __init__(self, days: TodayDao):
        self.days = days

    def items(self, now: datetime) -> list[Item]:
        me = current.actor()
        return [getattr(self, f"_{one.kind}")(one, now) for one in self.days.asked(me.id, [me.id, *me.decides_for], now - BACK, FEW)]

    def _mention(self, one: Asked, now: datetime) -> Item:
        about = (one.module, one.record_id) if one.module in modules() and one.record_id else None
        why = Words("You were mentioned {ago} and have not answered", ago=language.ago(one.created_at))
        acts = ("done", "snooze", *(("touch",) if about and about[0] in ("account", "contact") else ()))
        url = f"/notices/{one.id}"
        return Item(self.name, one.id, one.title, url, (why,), (now - one.created_at) / DAY, record=about, acts=acts, icon="at")

    @staticmethod
    def _approval(one: Asked, now: datetime) -> Item:
        late = one.due_at is not None and one.due_at < now
        why = [Words("{who} asked for your approval {ago}", who=one.who or "—", ago=language.ago(one.created_at))]
        if one.due_at:
            due = language.moment(one.due_at)
            why.append(Words("It was due {at}", at=due) if late else Words("Due {at}", at=due))
        if one.instead_of:
            why.append(Words("for {name}", name=one.instead_of))
        return Item(
            ApprovalSource.name, one.id, one.title, f"/approvals/{one.id}", tuple(why), (now - one.created_at) / DAY,
            second=one.second or "", acts=("approve", "return", "snooze"), icon="checkbox", tone="bad" if late else "warn",
        )  # fmt: skip

    @staticmethod
    def _job(one: Asked, now: datetime) -> Item:
        why = Words(GIVEN_UP if one.second == "quarantined" else RETRIED, ago=language.ago(one.created_at))
        late = (now - one.created_at) / DAY
        title = one.title or say("Job {n}", n=one.id)
        return Item(JobSource.name, one.id, title, f"/jobs/{one.id}", (why,), late, acts=("done", "snooze"), icon="refresh", tone="bad")
