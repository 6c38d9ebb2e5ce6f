"""Forms on the web: what comes in becomes a lead once, robots are held off, and nothing that was refused is lost."""

from datetime import UTC, datetime, timedelta

import pytest

from crm.current import acting
from crm.domain.customer.duplicate import REFUSE, Rule
from crm.domain.kit.filter import Query
from crm.domain.platform.field import FieldDraft
from crm.domain.sales.lead_form import LeadFormDraft
from crm.domain.sales.lead_rule import LeadRuleDraft
from crm.domain.sales.lead_submission import FAST, OFTEN, ROBOT, TWIN, UNFIT, Given, Tally
from crm.errors import Conflict, Forbidden, Invalid, NotFound, TooMany

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
LIU = {"name": "刘洋", "company": "知行网络科技", "phone": "13800138000"}


@pytest.fixture
def form(company):
    with company.acting("lilei"):
        raw = {"name": "官网留言", "receiver_id": company.users["wang"], "asked": "company,phone,mail", "consent_zh": "同意联系我"}
        return company.container.sales.lead_form().create(LeadFormDraft.parse(raw))


def sent(company):
    return company.container.sales.lead_submission()


def send(company, form, values=LIU, took=timedelta(minutes=1), stamp=None, **more):
    """As a visitor who looked at the page for a while."""
    with acting(clock=NOW - took):
        stamp = sent(company).stamp(form) if stamp is None else stamp
    with acting(clock=NOW):
        sent(company).receive(form, Given(values, True, stamp=stamp, **{"network": "192.0.2.1"} | more))
    return stamp


def leads(company):
    with company.acting("lilei"):
        return company.container.sales.lead().page(Query())


def refused(company, form):
    with company.acting("lilei"):
        return [(one.reason, one.given) for one in sent(company).page(form.id, 50, True)]


def test_what_is_sent_becomes_a_lead_of_the_receiver_once(company, form):
    stamp = send(company, form)
    send(company, form, stamp=stamp)
    [lead] = leads(company)
    assert (lead.name, lead.company, lead.phone, lead.source, lead.owner_name) == (
        "刘洋", "知行网络科技", "+8613800138000", "web", "王强",
    )  # fmt: skip
    with company.acting("lilei"):
        [line] = sent(company).page(form.id, 50, False)
        assert (line.lead_id, line.consent, line.given) == (lead.id, "同意联系我", LIU)
        assert sent(company).tally(form.id) == Tally(1, 0)
        first = company.container.platform.journal().history("lead", lead.id)[-1]
        assert (first.source, first.actor_name) == ("web", None)


def test_assignment_rules_come_before_the_receiver(company, form):
    with company.acting("lilei"):
        raw = {"name": "官网", "target": "person", "person_id": company.users["chen"], "ways": ["web"]}
        company.container.sales.lead_rule().create(LeadRuleDraft.parse(raw))
    send(company, form)
    assert [lead.owner_name for lead in leads(company)] == ["陈静"]


def test_robots_are_kept_apart_and_can_be_made_leads(company, form):
    send(company, form, trap="x")
    with pytest.raises(Invalid):
        send(company, form, took=timedelta(seconds=1))
    assert leads(company) == [] and refused(company, form) == [(FAST, LIU), (ROBOT, LIU)]
    with company.acting("lilei"):
        newest = sent(company).page(form.id, 50, True)[0]
        made = sent(company).accept(form.id, newest.id)
        assert company.container.sales.lead().get(made).name == "刘洋"
        with pytest.raises(Conflict):
            sent(company).accept(form.id, newest.id)
        with pytest.raises(NotFound):
            sent(company).accept(form.id, 999999)
    assert len(leads(company)) == 1
    with company.acting("wang"), pytest.raises(Forbidden):
        sent(company).page(form.id, 50, True)


@pytest.mark.parametrize("stamp", ["", "nonsense", "1.x:forged"])
def test_what_was_not_written_on_our_page_is_shown_once_more(company, form, stamp):
    with pytest.raises(Invalid):
        send(company, form, stamp=stamp)
    with pytest.raises(Invalid):
        send(company, form, took=timedelta(days=2))
    assert leads(company) == [] and refused(company, form) == []


def test_a_form_on_the_named_website_needs_no_stamp(company, form):
    with company.acting("lilei"):
        changed = company.container.sales.lead_form().change(form.id, {"site": "www.example.com"})
    with pytest.raises(Invalid):
        send(company, changed, stamp="", origin="https://elsewhere.test")
    send(company, changed, stamp="", origin="https://www.example.com")
    assert len(leads(company)) == 1 and changed.token == form.token


def test_whoever_sends_too_often_waits_and_what_he_sent_is_kept(company, form):
    for n in range(20):
        send(company, form, LIU | {"phone": f"138001380{n:02}"})
    with pytest.raises(TooMany):
        send(company, form, LIU | {"name": "第廿一"})
    send(company, form, LIU | {"phone": "13900139000"}, network="198.51.100.7")
    assert len(leads(company)) == 21 and [(why, given["name"]) for why, given in refused(company, form)] == [(OFTEN, "第廿一")]


def test_a_twin_that_the_rule_refuses_is_kept_and_the_visitor_is_told_nothing(company, form):
    with company.acting("lilei"):
        company.container.customer.duplicate().set_rule(Rule("lead", REFUSE, 80))
    send(company, form)
    send(company, form)
    assert len(leads(company)) == 1 and [why for why, _ in refused(company, form)] == [TWIN]


def test_what_an_added_field_forbids_is_kept_for_the_administrator(company, form):
    with company.acting("lilei"):
        raw = {"module": "lead", "kind": "text", "name": "x_budget", "label_zh": "预算", "required": "yes"}
        company.container.platform.field().create(FieldDraft.parse(raw))
    with acting(fields=company.container.platform.field().latest()):
        send(company, form)
    assert leads(company) == [] and [why for why, _ in refused(company, form)] == [UNFIT]


def test_a_flood_does_not_fill_the_disk_and_what_is_old_is_swept_out(company, form, monkeypatch):
    monkeypatch.setattr("crm.service.sales.lead_submission.MOST_A_DAY", 2)
    for n in range(4):
        send(company, form, {"name": "机器\0人", "company": "x" * 60_000}, trap="x", network=f"192.0.2.{n}")
    assert [len(given["company"]) for _, given in refused(company, form)] == [200, 200]
    with acting(clock=NOW + timedelta(days=181)):
        assert sent(company).tidy() == 2


def test_a_form_that_is_out_of_use_is_not_there(company, form):
    assert company.container.sales.lead_form().open(form.token).name == "官网留言"
    with company.acting("lilei"):
        company.container.sales.lead_form().change(form.id, {"active": "no"})
    for token in (form.token, "nonsense", "\0", "漢"):
        with pytest.raises(NotFound):
            company.container.sales.lead_form().open(token)
    with company.acting("lilei"), pytest.raises(Invalid):
        company.container.sales.lead_form().change(form.id, {"receiver_id": "999999"})
