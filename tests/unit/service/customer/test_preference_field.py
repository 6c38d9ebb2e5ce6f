"""Questions of preference cards."""

import pytest

from crm.domain.customer.preference_card import PreferenceCardDraft
from crm.domain.customer.preference_field import PreferenceFieldDraft
from crm.errors import Invalid, Taken


def test_a_question_belongs_to_a_card_and_is_asked_once(company):
    cards, fields = company.container.customer.preference_card(), company.container.customer.preference_field()
    with company.acting("lilei"):
        card = cards.create(PreferenceCardDraft.parse({"name": "客房", "pack": "hospitality"}))
        raw = {"card_id": card.id, "name": "枕头高度", "kind": "choice", "options": "低\n高"}
        assert fields.create(PreferenceFieldDraft.parse(raw)).card_name == "客房"
        with pytest.raises(Taken):
            fields.create(PreferenceFieldDraft.parse(raw))
        with pytest.raises(Invalid, match="card_id"):
            fields.create(PreferenceFieldDraft.parse(raw | {"card_id": 999}))
