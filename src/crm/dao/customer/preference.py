"""Preferences in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.customer.preference import MODULE, Answer, Preference


class PreferenceDao(RecordDao):
    module = MODULE

    @statement
    def answers(self, subject: str, account_id: int | None = None, contact_id: int | None = None) -> list[Answer]:
        """Every question for this kind of customer, card by card, with what this one answered. The caller has read him."""
        ...

    @statement
    def held(self, fields: list[int], account_id: int | None = None, contact_id: int | None = None) -> list[Preference]:
        """What one customer answered to these questions. The caller has read him."""
        ...
