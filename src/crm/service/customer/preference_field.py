"""Questions of preference cards."""

from typing import Any

from crm.dao.customer.preference_card import PreferenceCardDao
from crm.dao.customer.preference_field import PreferenceFieldDao
from crm.domain.customer.preference_field import PreferenceField, PreferenceFieldDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import Kit, RecordService


class PreferenceFieldService(RecordService[PreferenceField, PreferenceFieldDraft]):
    records: PreferenceFieldDao

    def __init__(self, kit: Kit, records: PreferenceFieldDao, cards: PreferenceCardDao):
        super().__init__(kit, records)
        self.cards = cards

    def verify(self, row: Any, before: Any | None) -> None:
        """The card exists."""
        if (before is None or before.card_id != row.card_id) and not self.cards.find([row.card_id]):
            raise Invalid(card_id=Words("Please choose one from the list."))
