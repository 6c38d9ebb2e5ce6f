"""Today asks for the first touch of a new lead, and for follow-ups."""

from datetime import UTC, datetime, timedelta

from crm.domain.customer.activity import ActivityDraft
from crm.domain.sales.lead import LeadDraft

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)


def lead(company, **raw):
    with company.acting("wang", clock=NOON):
        return company.container.sales.lead().create(LeadDraft.parse({"name": "刘洋", "company": "云帆"} | raw))


def queue(company, account="wang", **later):
    with company.acting(account, clock=NOON + timedelta(**later)):
        return [(one.item.source, one.item.title, one.item.second) for one in company.container.customer.today().mine().queue]


def test_a_new_lead_stands_in_the_queue_once_it_has_waited_too_long(company):
    made = lead(company)
    assert queue(company, hours=3) == []
    assert queue(company, hours=5) == [("lead", "刘洋", "云帆")]
    assert queue(company, "zhao", hours=5) == []
    with company.acting("wang", clock=NOON + timedelta(hours=5)):
        company.container.customer.activity().create(
            ActivityDraft.parse({"kind": "call", "name": "电话", "subject_module": "lead", "subject_id": made.id})
        )
    assert queue(company, hours=6) == []


def test_a_follow_up_stands_in_the_queue_on_its_day(company):
    lead(company, state="working", next_follow_at="2026-11-25")
    assert queue(company, days=1) == []
    assert queue(company, days=2) == [("lead_follow", "刘洋", "云帆")]
