"""Consents of people: given once for a purpose, withdrawn by one click, seen by whoever sees the person."""

from datetime import date, timedelta

import pytest

from crm import current
from crm.domain.customer.account import AccountDraft
from crm.domain.customer.contact import MODULE as CONTACT
from crm.domain.customer.contact import ContactDraft
from crm.domain.kit.filter import Query, parse_tree
from crm.domain.sales.consent import ConsentDraft
from crm.domain.sales.consent_purpose import ConsentPurposeDraft
from crm.domain.sales.lead import LeadDraft
from crm.domain.sales.lead_conversion import FRESH, Wish
from crm.domain.sales.lead_form import LeadFormDraft
from crm.domain.sales.lead_submission import Given
from crm.errors import Invalid, NotFound


@pytest.fixture
def purposes(company):
    with company.acting("lilei"):
        made = company.container.privacy.consent_purpose()
        sms = made.create(
            ConsentPurposeDraft.parse({"name": "短信", "contacts": "yes", "months": "12", "text_zh": "同意接收短信", "edition": "1"})
        )
        profile = made.create(ConsentPurposeDraft.parse({"name": "画像"}))
    return sms.id, profile.id


@pytest.fixture
def person(company):
    with company.acting("wang"):
        return company.container.customer.contact().create(ContactDraft.parse({"name": "周小川"}))


def given(company, person, purpose, **more):
    return company.container.privacy.consent().create(ConsentDraft.parse({"contact_id": person.id, "purpose_id": purpose, **more}))


def test_a_consent_holds_for_the_months_of_its_purpose_and_is_withdrawn_by_one_click(company, purposes, person):
    consents, (sms, profile) = company.container.privacy.consent(), purposes
    with company.acting("wang"):
        made = given(company, person, sms, given_on="2026-02-03")
        assert (made.valid_until, made.purpose_name, made.contact_name) == (date(2027, 2, 3), "短信", "周小川")
        assert given(company, person, profile).valid_until is None
        assert consents.refused(person.id) == []
        with pytest.raises(Invalid) as no:
            given(company, person, sms)
        assert "purpose_id" in no.value.fields
        gone = consents.withdraw(made.id)
        assert (gone.state, gone.withdrawn_on) == ("withdrawn", current.today())
        assert [(one.purpose_name, one.purpose_contacts) for one in consents.refused(person.id)] == [("短信", True)]
        company.container.platform.undo().undo(current.last_change())
        assert consents.get(made.id).state == "given"
        consents.refuse("contact", person.id, sms)
        given(company, person, sms)
        assert consents.refused(person.id) == [] and len(consents.page(Query())) == 3


def test_who_does_not_want_what_he_never_agreed_to_is_not_contacted_either(company, purposes, person):
    consents = company.container.privacy.consent()
    with company.acting("wang"):
        consents.refuse("contact", person.id, purposes[0])
        consents.refuse("contact", person.id, purposes[0])
        assert [one.purpose_name for one in consents.refused(person.id)] == ["短信"] and len(consents.page(Query())) == 1


def test_people_are_found_by_what_they_agreed_to(company, purposes, person):
    contacts = company.container.customer.contact()
    with company.acting("wang"):
        contacts.create(ContactDraft.parse({"name": "李青"}))
        given(company, person, purposes[0])
        where = [
            {"field": "purpose_id", "operator": "any", "value": [purposes[0]]},
            {"field": "state", "operator": "any", "value": ["given"]},
        ]

        def found(exists):
            tree = {"all": [{"relation": "consents", "exists": exists, "where": {"all": where}}]}
            return [row.name for row in contacts.page(Query(parse_tree(contacts.module, tree)))]

        assert (found(True), found(False)) == (["周小川"], ["李青"])


def test_a_company_gives_none_and_a_consent_goes_with_its_person_to_whoever_owns_him(company, purposes, person):
    consents = company.container.privacy.consent()
    with company.acting("wang"):
        firm = company.container.customer.account().create(AccountDraft.parse({"name": "云帆科技"}))
        with pytest.raises(Invalid):
            consents.create(ConsentDraft.parse({"account_id": firm.id, "purpose_id": purposes[0]}))
    with company.acting("lilei"):
        made = given(company, person, purposes[0])
        assert made.owner_id == company.users["wang"]
        company.container.customer.contact().assign_all([person.id], company.users["zhao"], company.departments["east"])
    with company.acting("lilei"):
        company.container.platform.share().give(CONTACT, person.id, {"person_id": company.users["wang"]})
    with company.acting("wang"), pytest.raises(Invalid) as no:
        given(company, person, purposes[1])
    assert no.value.fields.keys() == {"contact_id"}
    with company.acting("zhao"):
        assert consents.get(made.id).owner_id == company.users["zhao"]
    with company.acting("wang"), pytest.raises(NotFound):
        consents.get(made.id)


def test_what_a_form_on_the_web_asks_for_is_kept_with_the_words_and_follows_the_lead(company, purposes):
    submissions, purpose = company.container.sales.lead_submission(), company.container.privacy.consent_purpose().shown(purposes[0])
    with company.acting("lilei"):
        raw = {
            "name": "官网",
            "receiver_id": company.users["wang"],
            "asked": ["phone"],
            "purpose_id": purposes[0],
            "site": "https://www.example.com",
        }
        form = company.container.sales.lead_form().create(LeadFormDraft.parse(raw))
    here = {"network": "10.1.0.0", "origin": "https://www.example.com"}
    with pytest.raises(Invalid) as no:
        submissions.receive(form, Given({"name": "周小川", "phone": "13900001234"}, agreed="older words", **here))
    assert no.value.fields.keys() == {"agreed"}
    submissions.receive(form, Given({"name": "周小川", "phone": "13900001234"}, agreed=purpose.seal("zh"), **here))
    submissions.receive(form, Given({"name": "何一凡", "phone": "13900001235"}, **here))
    consents = company.container.privacy.consent()
    with company.acting("lilei"):
        (made,) = consents.page(Query())
        assert (made.lead_name, made.way, made.text_shown, made.edition) == ("周小川", "web", "同意接收短信", "1")
        lead = company.container.sales.lead().get(made.lead_id)
        become = company.container.sales.lead_conversion().convert(lead.id, Wish(account=FRESH, account_name="云帆", contact=FRESH))
        assert consents.get(made.id).person == ("contact", become.contact_id)


def test_what_ends_soon_stands_in_today_of_whoever_looks_after_the_person(company, purposes, person):
    with company.acting("wang"):
        given(company, person, purposes[0], given_on="2026-01-01", valid_until=str(current.today() + timedelta(days=9)))
        given(company, person, purposes[1], given_on="2026-01-01", valid_until=str(current.today() + timedelta(days=90)))
        items = company.container.trade.today_payment().items(current.now())
    assert [(one.source, one.title) for one in items] == [("consent_end", "周小川 · 短信")]


def test_a_lead_that_nobody_asked_has_no_standing(company, purposes):
    with company.acting("wang"):
        lead = company.container.sales.lead().create(LeadDraft.parse({"name": "周小川"}))
        assert [one.consent for one in company.container.privacy.consent().standings("lead", lead.id)] == [None, None]
