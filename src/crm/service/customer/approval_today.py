"""What Today shows of approvals: what waits for one's own decision."""

from datetime import datetime

from crm import language
from crm.domain.customer.today import Item
from crm.domain.platform.approval_request import Waiting
from crm.language import N_, Words
from crm.service.customer.today_source import DAY, FEW, Source
from crm.service.platform.approval import ApprovalService


class ApprovalSource(Source):
    """Requests of every module in which it is the actor's turn."""

    name, label, base = "approval", N_("Waits for my approval"), 60

    def __init__(self, approvals: ApprovalService):
        self.approvals = approvals

    def items(self, now: datetime) -> list[Item]:
        return [self._item(one, now) for one in self.approvals.page("waiting", size=FEW)[:FEW]]

    def _item(self, one: Waiting, now: datetime) -> Item:
        late = one.due_at is not None and one.due_at < now
        why = [Words("{who} asked for your approval {ago}", who=one.asked_by or "—", ago=language.ago(one.at))]
        if one.due_at:
            due = language.moment(one.due_at)
            why.append(Words("It was due {at}", at=due) if late else Words("Due {at}", at=due))
        return Item(
            self.name, one.id, one.name, f"/approvals/{one.id}", tuple(why), (now - one.at) / DAY, second=one.summary or "",
            acts=("approve", "return", "snooze"), icon="checkbox", tone="bad" if late else "warn",
        )  # fmt: skip
