"""Preference cards: what the house asks for, and cards that are ready to be taken over."""

from crm.dao.customer.preference_card import PreferenceCardDao
from crm.dao.customer.preference_field import PreferenceFieldDao
from crm.domain.customer.preference_card import PreferenceCard, PreferenceCardDraft
from crm.domain.customer.preference_field import MODULE as FIELD
from crm.domain.customer.preference_field import PreferenceFieldDraft
from crm.domain.customer.preference_ready import READY
from crm.domain.kit.field import made_of
from crm.errors import NotFound
from crm.language import say
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import transactional


class PreferenceCardService(RecordService[PreferenceCard, PreferenceCardDraft]):
    records: PreferenceCardDao

    def __init__(self, kit: Kit, records: PreferenceCardDao, fields: PreferenceFieldDao):
        super().__init__(kit, records)
        self.fields = fields

    @transactional
    def take(self, pack: str) -> list[PreferenceCard]:
        """Take over the ready cards of a trade, in the actor's language; undone as one."""
        found = [card for card in READY if card.pack == pack]
        if not found:
            raise NotFound()
        made = []
        with self.writer.together():
            for at, ready in enumerate(found, 1):
                raw = {"name": say(ready.name), "pack": pack, "subject": ready.subject, "position": at * 10}
                card = self.create(PreferenceCardDraft.parse(raw))
                asked = [
                    PreferenceFieldDraft.parse(
                        {
                            "card_id": card.id,
                            "name": say(name),
                            "kind": kind,
                            "options": "\n".join(say(word) for word in words),
                            "position": place * 10,
                        }
                    )
                    for place, (name, kind, words) in enumerate(ready.fields, 1)
                ]
                rows = [self._owned(made_of(FIELD.row, draft.values())) for draft in asked]
                self.writer.insert(FIELD, self.fields, rows)
                made.append(card)
        return made
