"""What a form on the web asks and says, and what may be sent with it."""

import pytest

from crm.domain.sales.lead_form import LeadFormDraft
from crm.domain.sales.lead_submission import Given, asked, drafted
from crm.errors import Invalid


def form(**raw) -> LeadFormDraft:
    return LeadFormDraft.parse({"name": "官网留言", "receiver_id": "7", "asked": "company,phone,mail", "campaign": "春季"} | raw)


def wrong(made: LeadFormDraft, **given) -> set[str]:
    consent = given.pop("consent", False)
    with pytest.raises(Invalid) as refused:
        drafted(made, Given(given, consent))
    return set(refused.value.fields)


def test_somebody_who_sends_it_can_be_reached():
    with pytest.raises(Invalid) as refused:
        form(asked="company,city")
    assert set(refused.value.fields) == {"asked"}
    with pytest.raises(Invalid) as refused:
        form(needed="city")
    assert set(refused.value.fields) == {"needed"}
    assert list(asked(form())) == ["name", "company", "phone", "mail"]
    assert wrong(form(), name="刘洋") == {"phone"}
    assert wrong(form(needed="mail,company"), name="刘洋", phone="13800138000") == {"mail", "company"}
    made = drafted(form(), Given({"name": "刘洋", "mail": "liu@example.com", "state": "converted", "remark": "nicht gefragt"}))
    assert (made.mail, made.state, made.remark, made.source, made.campaign) == ("liu@example.com", "new", None, "web", "春季")


def test_every_field_that_is_wrong_is_named_at_once():
    asking = form(consent_zh="同意", needed="company")
    assert wrong(asking, name="", phone="nix") == {"name", "phone", "company", "consent"}
    assert drafted(asking, Given({"name": "刘洋", "company": "知行", "phone": "13800138000"}, consent=True)).company == "知行"


def test_the_words_are_those_of_the_visitor_s_language_or_the_others():
    made = form(title_zh="留言", intro_en="Write to us")
    assert (made.text("title", "zh"), made.text("title", "en"), made.text("intro", "zh"), made.text("thanks", "zh")) == (
        "留言", "留言", "Write to us", "",
    )  # fmt: skip


def test_a_website_is_known_by_its_host():
    made = form(site="https://www.example.com/kontakt")
    assert made.is_sent_from("https://www.example.com") and not made.is_sent_from("https://www.example.com.evil.test")
    assert not made.is_sent_from(None) and not form().is_sent_from("https://www.example.com")
