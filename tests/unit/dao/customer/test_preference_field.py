"""Questions in the database: each on its card."""

import pytest

from crm.domain.customer.preference_card import PreferenceCardDraft
from crm.domain.customer.preference_field import PreferenceFieldDraft
from crm.domain.kit.filter import Query, parse_address


@pytest.fixture
def cards(company):
    """Two cards with a question each, by the name of the card."""
    rooms, found = company.container.customer, {}
    with company.acting("lilei"):
        for card, question in (("房间", "枕头"), ("饮食", "口味")):
            id = rooms.preference_card().create(PreferenceCardDraft.parse({"name": card})).id
            found[card] = rooms.preference_field().create(PreferenceFieldDraft.parse({"name": question, "card_id": id, "kind": "text"}))
    return found


def test_a_question_knows_its_card_and_is_found_by_it(company, cards):
    fields = company.container.customer.preference_field_dao()
    one = cards["房间"]
    with company.acting("lilei"), fields.db.transaction(writes=False):
        assert [(row.name, row.card_name) for row in fields.find([one.id])] == [("枕头", "房间")]
        asked = Query(parse_address(fields.module, [f"card_id:any:{one.card_id}"]), size=5)
        assert [row.id for row in fields.page(asked, 5)] == [one.id]
        assert fields.count(asked, 10) == 1


def test_counting_stops_where_it_was_told_to(company, cards):
    fields = company.container.customer.preference_field_dao()
    with company.acting("lilei"), fields.db.transaction(writes=False):
        assert fields.count(Query(), 1) == 1 and fields.count(Query(), 10) == 2
