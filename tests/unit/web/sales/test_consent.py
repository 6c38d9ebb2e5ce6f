"""Pages of consents: what a person agreed to at a glance, withdrawn by one click, and said beside his name."""

import pytest

from crm.domain.customer.account import AccountDraft
from crm.domain.customer.contact import ContactDraft
from crm.domain.sales.consent_purpose import ConsentPurposeDraft
from crm.domain.sales.lead_form import LeadFormDraft


@pytest.fixture
def person(app):
    with app.company.acting("wang"):
        return app.container.customer.contact().create(ContactDraft.parse({"name": "周小川"}))


def test_a_person_s_consents_are_written_down_and_withdrawn(app, sign_in, person):
    wang, lilei, url = sign_in("wang"), sign_in("lilei"), f"/consents/of/contact/{person.id}"
    assert "sales_consent_purpose.begin" in lilei.get(url).text and "There are no purposes yet." in wang.get(url).text
    assert lilei.post("/consent-purposes/ready").status_code == 303
    with app.company.acting("lilei"):
        calls = app.container.privacy.consent_purpose().every()[1]
        app.container.privacy.consent_purpose().change(calls.id, {"text_en": "You may call me.", "edition": "2026-1"})
    form = wang.get(f"/consents/new?contact_id={person.id}&purpose_id={calls.id}").text
    assert "You may call me." in form and "2026-1" in form
    made = wang.post(
        "/consents", data={"contact_id": person.id, "purpose_id": calls.id, "state": "given", "ground": "consent", "way": "call"}
    )
    assert made.status_code == 303
    assert "Do not contact" not in wang.get(f"/contacts/{person.id}").text
    assert wang.post(f"{url}/withdrawal", data={"purpose_id": calls.id}).status_code == 303
    assert f"Do not contact: {calls.name}" in wang.get(f"/contacts/{person.id}").text
    assert wang.post(f"{url}/withdrawal", data={"purpose_id": "x"}).status_code == 404
    assert wang.get("/consents/of/pipeline/1").status_code == 404 and sign_in("chen").get(url).status_code == 404


def test_a_consent_is_withdrawn_on_its_own_page(app, sign_in, person):
    with app.company.acting("lilei"):
        purpose = app.container.privacy.consent_purpose().create(ConsentPurposeDraft.parse({"name": "SMS"}))
    wang = sign_in("wang")
    location = wang.post(
        "/consents", data={"contact_id": person.id, "purpose_id": purpose.id, "state": "given", "ground": "consent", "way": "paper"}
    ).location
    assert "sales_consent.withdraw" in wang.get(location).text
    assert wang.post(f"{location}/withdrawal").status_code == 303
    assert "sales_consent.withdraw" not in wang.get(location).text


def test_a_company_has_no_way_to_consents(app, sign_in):
    with app.company.acting("wang"):
        firm = app.container.customer.account().create(AccountDraft.parse({"name": "云帆"}))
    wang = sign_in("wang")
    assert f"/consents/of/account/{firm.id}" not in wang.get(f"/accounts/{firm.id}").text
    assert wang.get(f"/consents/of/account/{firm.id}").status_code == 200


def test_a_form_on_the_web_asks_with_the_words_of_its_purpose(app):
    with app.company.acting("lilei"):
        purpose = app.container.privacy.consent_purpose().create(ConsentPurposeDraft.parse({"name": "SMS", "text_en": "Write to me."}))
        raw = {"name": "Website", "receiver_id": app.company.users["wang"], "asked": ["phone"], "purpose_id": purpose.id}
        form = app.container.sales.lead_form().create(LeadFormDraft.parse(raw))
    seal = app.container.privacy.consent_purpose().shown(purpose.id).seal("en")
    page = app.test_client().get(f"/forms/{form.token}?lang=en").text
    assert "Write to me." in page and f'name="agreed" value="{seal}"' in page
