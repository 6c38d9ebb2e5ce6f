"""Preferences: what is known of a customer belongs to all who may see him."""

from types import SimpleNamespace

import pytest

from crm.domain.customer.account import MODULE as ACCOUNT
from crm.domain.customer.account import AccountDraft
from crm.domain.customer.preference import PreferenceDraft
from crm.domain.kit.filter import Query, parse_tree
from crm.errors import Invalid, NotFound


@pytest.fixture
def hotel(company):
    """Wang's guest, and the questions of a hotel by their name."""
    crm = company.container.customer
    with company.acting("lilei"):
        crm.preference_card().take("hospitality")
        fields = {f.name: f.id for f in crm.preference_field().page(Query())}
    with company.acting("wang"):
        guest = crm.account().create(AccountDraft.parse({"name": "王芳", "kind": "person"})).id
    return SimpleNamespace(likes=crm.preference(), fields=fields, guest=guest, accounts=crm.account())


def known(hotel) -> dict[str, str]:
    return {a.name: a.value for a in hotel.likes.answers("account", hotel.guest) if a.value}


def test_answers_stand_on_their_cards_with_author_and_day(company, hotel):
    with company.acting("wang"):
        assert hotel.likes.answer("account", hotel.guest, {hotel.fields["Pillow height"]: "low", hotel.fields["Slipper size"]: "42"}) == 2
        answers = hotel.likes.answers("account", hotel.guest)
    assert [a.card_name for a in answers][:1] == ["Room"] and len(answers) == 10
    assert next((a.value, a.author, a.source) for a in answers if a.name == "Pillow height") == ("Low", "王强", "said")


def test_a_colleague_corrects_what_another_wrote_and_all_of_it_is_undone_as_one(company, hotel):
    pillow, light, size = (hotel.fields[name] for name in ("Pillow height", "Lighting", "Slipper size"))
    with company.acting("wang"):
        hotel.likes.answer("account", hotel.guest, {pillow: "Low", size: "42"})
    with company.acting("han"):
        assert hotel.likes.answer("account", hotel.guest, {pillow: "High", light: "Dim", size: ""}, "seen") == 3
        assert known(hotel) == {"Pillow height": "High", "Lighting": "Dim"}
        newest = company.container.platform.journal().page(1)[0].id
        company.container.platform.undo().undo(newest)
        assert known(hotel) == {"Pillow height": "Low", "Slipper size": "42"}


def test_an_answer_that_does_not_fit_is_refused_and_nothing_is_written(company, hotel):
    with company.acting("wang"):
        with pytest.raises(Invalid, match=f"field-{hotel.fields['Slipper size']}"):
            hotel.likes.answer("account", hotel.guest, {hotel.fields["Pillow height"]: "Low", hotel.fields["Slipper size"]: "big"})
        assert known(hotel) == {}


def test_one_question_is_answered_once_also_through_the_record_s_own_form(company, hotel):
    raw = {"field_id": hotel.fields["Pillow height"], "value": "low", "account_id": hotel.guest}
    with company.acting("wang"):
        made = hotel.likes.create(PreferenceDraft.parse(raw))
        assert made.value == "Low"
        with pytest.raises(Invalid, match="field_id"):
            hotel.likes.create(PreferenceDraft.parse(raw))
        assert hotel.likes.change(made.id, {"value": "HIGH"}).value == "High"
        with pytest.raises(Invalid, match="value"):
            hotel.likes.change(made.id, {"value": "somewhere"})


def test_a_customer_whom_one_may_not_see_keeps_his_preferences_to_himself(company, hotel):
    with company.acting("zhao"):
        with pytest.raises(NotFound):
            hotel.likes.answers("account", hotel.guest)
        with pytest.raises(NotFound):
            hotel.likes.answer("account", hotel.guest, {hotel.fields["Lighting"]: "Dim"})


def test_customers_are_filtered_by_what_they_like(company, hotel):
    light = {"all": [{"field": "field_id", "operator": "any", "value": [hotel.fields["Lighting"]]},
                     {"field": "value", "operator": "is", "value": "Dim"}]}  # fmt: skip
    query = Query(parse_tree(ACCOUNT, {"all": [{"relation": "preferences", "where": light}]}))
    with company.acting("wang"):
        assert hotel.accounts.page(query) == []
        hotel.likes.answer("account", hotel.guest, {hotel.fields["Lighting"]: "Dim"})
        assert [row.id for row in hotel.accounts.page(query)] == [hotel.guest]


def test_a_company_is_asked_what_companies_are_asked(company, hotel):
    with company.acting("wang"):
        firm = hotel.accounts.create(AccountDraft.parse({"name": "云帆"})).id
        assert hotel.likes.answers("account", firm) == []
