"""Keeps what is being typed, second by second, until it is sent."""

from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.draft import DraftDao
from crm.domain.kit.module import modules
from crm.domain.kit.plain import dumps
from crm.domain.kit.veil import encrypted_of
from crm.domain.platform.draft import KEPT, MOST, worth_keeping
from crm.errors import Invalid
from crm.language import N_, Words
from crm.service.kit.job import scheduled
from crm.service.kit.transaction import transactional


class DraftService:
    """One draft a person, record and form. It is nobody else's business, so the journal knows nothing of it."""

    def __init__(self, db: Database, drafts: DraftDao):
        self.db = db
        self.drafts = drafts

    @transactional
    def keep(self, record_id: int, kind: str, data: dict[str, str]) -> None:
        """Store what the form holds; an empty form leaves nothing. What is encrypted is typed again: a draft lies in the clear."""
        shut = frozenset[str]().union(*map(encrypted_of, modules().values()))
        data = {name: text for name, text in data.items() if name not in shut}
        if not worth_keeping(data):
            self.drafts.drop(current.actor().id, record_id, kind)
        elif len(dumps(data).encode()) > MOST:
            raise Invalid(body=Words("This is too long to be kept as a draft."))
        else:
            self.drafts.put(current.actor().id, record_id, kind, data, current.now())

    @transactional
    def drop(self, record_id: int, kind: str) -> None:
        self.drafts.drop(current.actor().id, record_id, kind)

    @scheduled("40 3 * * *", label=N_("Sweep out old drafts"))
    @transactional
    def tidy(self, _: Any = None) -> int:
        return self.drafts.forget(current.now() - KEPT)
