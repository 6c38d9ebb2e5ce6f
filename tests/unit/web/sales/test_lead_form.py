"""Administrators make forms and read what came in; anybody fills them in, without an account and without script."""

import re
from datetime import timedelta

import pytest

from crm import current
from crm.current import acting
from crm.domain.sales.lead_form import LeadFormDraft
from crm.errors import Busy

LIU = {"name": "刘洋", "company": "知行网络科技", "phone": "13800138000", "lang": "en"}


@pytest.fixture
def form(app):
    company = app.company
    with company.acting("lilei"):
        raw = {
            "name": "官网留言", "receiver_id": company.users["wang"], "asked": "company,phone,mail,industry,remark",
            "needed": "company", "title_en": "Write to us", "intro_en": "We answer within a day.",
            "consent_en": "You may call me.", "thanks_en": "Thanks a lot!",
        }  # fmt: skip
        return company.container.sales.lead_form().create(LeadFormDraft.parse(raw))


def stamp(app, form) -> str:
    """Of a page that was opened a minute ago."""
    with acting(clock=current.now() - timedelta(minutes=1)):
        return app.container.sales.lead_submission().stamp(form)


def test_the_page_has_no_script_and_speaks_both_languages(app, form):
    visitor = app.test_client()
    page = visitor.get(f"/forms/{form.token}?lang=en")
    assert "Write to us" in page.text and "We answer within a day." in page.text and "<script" not in page.text and "csrf" not in page.text
    assert "script-src" not in page.headers["Content-Security-Policy"] and "form-action 'self';" in page.headers["Content-Security-Policy"]
    assert 'autocomplete="tel"' in page.text and 'name="consent"' in page.text and 'name="state"' not in page.text
    assert "手机" in visitor.get(f"/forms/{form.token}?lang=zh&phone=1").text or "电话" in visitor.get(f"/forms/{form.token}?lang=zh").text
    assert visitor.get("/forms/nonsense").status_code == 404


def test_what_is_sent_becomes_a_lead_and_the_visitor_is_thanked(app, form, sign_in):
    app.config["WTF_CSRF_ENABLED"] = True
    visitor = app.test_client()
    answer = visitor.post(f"/forms/{form.token}", data=LIU | {"consent": "yes", "stamp": stamp(app, form)})
    assert (answer.status_code, answer.location) == (303, f"/forms/{form.token}/thanks?lang=en")
    assert "Thanks a lot!" in visitor.get(answer.location).text
    app.config["WTF_CSRF_ENABLED"] = False
    assert "刘洋" in sign_in("wang").get("/leads").text
    shown = sign_in("lilei").get(f"/lead-forms/{form.id}/submissions").text
    assert "刘洋" in shown and "You may call me." in shown and "Became leads 1" in shown
    assert sign_in("wang").get(f"/lead-forms/{form.id}/submissions").status_code == 403


def test_what_is_wrong_is_told_beside_the_field_and_nothing_typed_is_lost(app, form):
    answer = app.test_client().post(f"/forms/{form.token}", data={"lang": "en", "name": "刘洋", "phone": "nix", "stamp": stamp(app, form)})
    assert answer.status_code == 422 and 'value="刘洋"' in answer.text and 'value="nix"' in answer.text
    assert set(re.findall(r'id="(\w+)-error"', answer.text)) == {"company", "phone", "consent"}
    unconfirmed = app.test_client().post(f"/forms/{form.token}", data=LIU | {"consent": "yes"})
    assert unconfirmed.status_code == 422 and 'value="13800138000"' in unconfirmed.text and "once more" in unconfirmed.text


def test_it_leads_on_to_the_page_that_was_named(app, form):
    with app.company.acting("lilei"):
        app.container.sales.lead_form().change(form.id, {"return_to": "https://www.example.com/danke?a=1"})
    visitor = app.test_client()
    assert "form-action 'self' https://www.example.com;" in visitor.get(f"/forms/{form.token}").headers["Content-Security-Policy"]
    answer = visitor.post(f"/forms/{form.token}", data=LIU | {"consent": "yes", "stamp": stamp(app, form)})
    assert answer.location == "https://www.example.com/danke?a=1"


def test_a_database_that_is_busy_loses_nothing_that_was_typed(app, form, monkeypatch):
    def busy(*_):
        raise Busy()

    monkeypatch.setattr(app.container.sales.lead_submission(), "_take", busy)
    answer = app.test_client().post(f"/forms/{form.token}", data=LIU | {"consent": "yes", "stamp": stamp(app, form)})
    assert answer.status_code == 503 and 'value="刘洋"' in answer.text and answer.headers["Retry-After"]


def test_too_much_and_too_often_are_refused(app, form):
    visitor = app.test_client()
    assert visitor.post(f"/forms/{form.token}", data=LIU | {"remark": "x" * 70_000}).status_code == 413
    for _ in range(20):
        assert visitor.post(f"/forms/{form.token}", data=LIU).status_code == 422
    answer = visitor.post(f"/forms/{form.token}", data=LIU)
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0 and 'value="刘洋"' in answer.text


def test_a_refused_one_is_read_and_made_a_lead(app, form, sign_in):
    app.test_client().post(f"/forms/{form.token}", data=LIU | {"fax": "x", "consent": "yes"})
    li = sign_in("lilei")
    text = li.get(f"/lead-forms/{form.id}/submissions?show=refused").text
    assert "a robot, most likely" in text and "Held back 1" in text
    way = re.search(r'action="(/lead-forms/\d+/submissions/\d+/acceptance)"', text)[1]
    lead = li.post(way).location
    assert "刘洋" in li.get(lead).text
    assert li.post(way).location == f"/lead-forms/{form.id}/submissions?show=refused"
    assert "Nothing was held back." in li.get(f"/lead-forms/{form.id}/submissions?show=refused").text


def test_an_administrator_puts_it_on_a_website(app, form, sign_in):
    li = sign_in("lilei")
    text = li.get(f"/lead-forms/{form.id}/embedding").text
    assert f"/forms/{form.token}?lang=en" in text and "&lt;form method=&#34;post&#34;" in text and "You may call me." in text
    assert 'data-testid="sales_lead_form.embedding"' in li.get(f"/lead-forms/{form.id}").text
    refused = li.post("/lead-forms", data={"name": "展会", "asked": "city"})
    assert refused.status_code == 422 and 'value="展会"' in refused.text
    made = li.post("/lead-forms", data={"name": "展会", "asked": "phone", "receiver_id": app.company.users["wang"], "active": "yes"})
    assert made.status_code == 303
