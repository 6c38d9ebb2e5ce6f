"""What Today gathers of what others asked: mentions that wait for an answer, and requests for approval."""

from datetime import datetime

from crm import current, language
from crm.dao.customer.today import TodayDao
from crm.domain.customer.today import Asked, Item
from crm.domain.kit.module import modules
from crm.language import N_, Words
from crm.service.customer.today_source import BACK, DAY, FEW, Source


class ApprovalSource(Source):
    """Requests of every module in which it is the actor's turn to decide."""

    name, label, base = "approval", N_("Waits for my approval"), 60

    def items(self, now: datetime) -> list[Item]:
        """They come with the mentions: one query for both."""
        return []


class MentionSource(Source):
    """Mentions that were not answered; and what waits for the actor's approval, in the same query."""

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
