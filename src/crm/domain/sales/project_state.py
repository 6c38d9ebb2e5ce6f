"""Project state (项目状态): where the open deals of a salesperson stand, how old they are, and what happens next."""

from dataclasses import dataclass
from datetime import date, datetime

from crm.domain.kit.money import Money


@dataclass(frozen=True)
class Deal:
    """An open deal of one person."""

    id: int
    name: str
    stage_id: int
    stage_name: str
    norm_days: int | None
    pipeline_name: str
    amount: Money | None
    currency: str | None
    amount_base: Money | None
    close_on: date | None
    next_step: str | None
    next_follow_at: date | None
    waiting_until: date | None
    stage_at: datetime
    created_at: datetime
    touched_at: datetime | None
    account_name: str | None

    def age(self, now: datetime) -> int:
        """Days since it was opened."""
        return max((now - self.created_at).days, 0)

    def in_stage(self, now: datetime) -> int:
        return max((now - self.stage_at).days, 0)

    def is_stale(self, now: datetime) -> bool:
        """Longer in its stage than deals usually are."""
        return self.norm_days is not None and self.in_stage(now) > self.norm_days

    def is_late(self, today: date) -> bool:
        return self.close_on is not None and self.close_on < today

    def is_idle(self, today: date) -> bool:
        """Neither a dated next step nor an honest wait."""
        return not (self.next_follow_at or (self.waiting_until and self.waiting_until >= today))


@dataclass(frozen=True)
class Sum:
    """The open deals of one person in one stage."""

    owner_id: int | None
    owner_name: str | None
    stage_id: int
    stage_name: str
    pipeline_id: int
    pipeline_name: str
    deals: int
    amount_base: Money
