"""The life cycle of a customer: its stages with their dates, and moving it on with a reason."""

from crm import current
from crm.dao.customer.lifecycle import LifecycleDao
from crm.dao.kit.database import Database
from crm.domain.customer.account import Account
from crm.domain.customer.lifecycle import Span, spans
from crm.service.customer.account import AccountService
from crm.service.kit.transaction import reading, transactional

MOST = 500


class LifecycleService:
    """Reads stages out of the journal, so that an undo is part of the story too."""

    def __init__(self, db: Database, lifecycles: LifecycleDao, accounts: AccountService):
        self.db = db
        self.lifecycles = lifecycles
        self.accounts = accounts

    @reading
    def of(self, id: int) -> list[Span]:
        """The stages of a customer that the actor may see, oldest first."""
        self.accounts.get(id)
        return spans(self.lifecycles.steps(id, MOST))

    @transactional
    def move(self, id: int, stage: str, reason: str = "") -> Account:
        with current.acting(reason=reason.strip()[:200]):
            return self.accounts.change(id, {"stage": stage})
