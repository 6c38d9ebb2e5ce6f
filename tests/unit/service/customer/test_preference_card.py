"""Preference cards: ready ones are taken over whole, and undone whole."""

import pytest

from crm.domain.kit.filter import Query
from crm.errors import Forbidden, NotFound


def test_the_cards_of_a_trade_are_taken_over_in_one_s_language_and_undone_as_one(company):
    cards, fields = company.container.customer.preference_card(), company.container.customer.preference_field()
    with company.acting(
        "lilei",
    ):
        made = cards.take("hospitality")
        assert [card.name for card in made] == ["Room", "Dining", "Leisure"]
        pillow = next(f for f in fields.page(Query()) if f.name == "Pillow height")
        assert (pillow.card_name, pillow.kind, pillow.choices) == ("Room", "choice", ("Low", "Medium", "High"))
        last = company.container.platform.journal().history("preference_field", pillow.id)[0].change_set_id
        company.container.platform.undo().undo(last)
        assert cards.page(Query()) == fields.page(Query()) == []


def test_only_whoever_may_create_cards_takes_them_over(company):
    cards = company.container.customer.preference_card()
    with company.acting("sun"), pytest.raises(Forbidden):
        cards.take("banking")
    with company.acting("lilei"), pytest.raises(NotFound):
        cards.take("piracy")
