"""What customers like, in the database: every question with its answer, if there is one."""

from types import SimpleNamespace

import pytest

from crm.domain.customer.account import AccountDraft
from crm.domain.kit.filter import Query


@pytest.fixture
def hotel(company):
    """The cards of a hotel, two of Wang's guests, and what one of them answered."""
    rooms = company.container.customer
    with company.acting("lilei"):
        rooms.preference_card().take("hospitality")
        fields = {f.name: f.id for f in rooms.preference_field().page(Query())}
    with company.acting("wang"):
        one, other = (rooms.account().create(AccountDraft.parse({"name": name, "kind": "person"})).id for name in ("王芳", "李强"))
        rooms.preference().answer("account", one, {fields["Pillow height"]: "low", fields["Slipper size"]: "42"})
    return SimpleNamespace(one=one, other=other, fields=fields, likes=rooms.preference_dao(), rooms=rooms)


def test_every_question_comes_once_with_the_answer_of_this_customer_alone(hotel):
    with hotel.likes.db.transaction(writes=False):
        mine, others = (hotel.likes.answers("person", account_id=id) for id in (hotel.one, hotel.other))
    assert mine and [one.field_id for one in mine] == [one.field_id for one in others] and len(mine) == len({one.field_id for one in mine})
    assert {one.name: one.value for one in mine if one.value} == {"Pillow height": "Low", "Slipper size": "42"}
    assert [one for one in others if one.value or one.preference_id] == []
    said = next(one for one in mine if one.name == "Slipper size")
    assert (said.author, said.source) == ("王强", "said") and said.at is not None


def test_questions_of_cards_for_another_kind_of_customer_are_not_asked(company, hotel):
    with company.acting("lilei"):
        cards = hotel.rooms.preference_card()
        card = cards.page(Query())[0]
        cards.change(card.id, {"subject": "company"}, card.version)
    with hotel.likes.db.transaction(writes=False):
        assert card.id not in {one.card_id for one in hotel.likes.answers("person", account_id=hotel.one)}
        assert card.id in {one.card_id for one in hotel.likes.answers("company", account_id=hotel.other)}


def test_answers_to_some_questions_are_read_as_records_without_those_taken_back(company, hotel):
    ids = [hotel.fields["Pillow height"], hotel.fields["Slipper size"]]
    with hotel.likes.db.transaction(writes=False):
        found = hotel.likes.held(ids, account_id=hotel.one)
        assert {(one.field_name, one.account_name, one.value) for one in found} == {
            ("Pillow height", "王芳", "Low"), ("Slipper size", "王芳", "42"),
        }  # fmt: skip
        assert hotel.likes.held(ids[:1], account_id=hotel.other) == hotel.likes.held([], account_id=hotel.one) == []
    with company.acting("wang"):
        hotel.rooms.preference().answer("account", hotel.one, {ids[1]: ""})
    with hotel.likes.db.transaction(writes=False):
        assert [one.field_id for one in hotel.likes.held(ids, account_id=hotel.one)] == ids[:1]
