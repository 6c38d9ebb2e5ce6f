"""Leads: created, put aside with a reason, brought back on their day."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from crm.domain.kit.filter import Query
from crm.domain.sales.lead import LeadDraft
from crm.errors import Invalid

HANDLE = SimpleNamespace(id=1, attempts=1, progress=lambda done, total=None: None)
LATER = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def leads(company):
    return company.container.sales.lead()


def make(leads, **raw):
    return leads.create(LeadDraft.parse({"name": "刘洋", "company": "杭州知行网络科技有限公司", "phone": "13800138000"} | raw))


def test_a_lead_begins_untouched_and_belongs_to_who_entered_it(company, leads):
    with company.acting("wang"):
        lead = make(leads)
        assert (lead.state, lead.owner_name, lead.score, lead.grade) == ("new", "王强", 0, None)
        assert lead.stage_at and lead.is_open
    with company.acting("chen"):
        assert leads.page(Query()) == []


def test_a_lead_is_put_aside_only_with_a_reason(company, leads):
    with company.acting("wang"):
        lead = make(leads)
        with pytest.raises(Invalid) as refused:
            leads.disqualify(lead.id, "")
        assert set(refused.value.fields) == {"reason"}
        assert leads.gates(lead, "state", "disqualified") == ("reason",)
        aside = leads.disqualify(lead.id, "later", "2027-02-01")
        assert (aside.state, aside.reason, str(aside.recycle_on)) == ("disqualified", "later", "2027-02-01")
        assert leads.reopen(lead.id).state == "new"


def test_a_day_to_come_back_belongs_to_a_lead_that_is_aside(company, leads):
    with company.acting("wang"), pytest.raises(Invalid) as refused:
        make(leads, recycle_on="2027-02-01")
    assert set(refused.value.fields) == {"recycle_on"}


def test_nobody_types_that_a_lead_is_converted(company, leads):
    with company.acting("wang"):
        lead = make(leads)
        account = company.container.customer.account().create(company.container.customer.account().module.draft.parse({"name": "云帆"}))
        for changes in ({"state": "converted"}, {"converted_account_id": account.id}):
            with pytest.raises(Invalid) as refused:
                leads.change(lead.id, changes)
            assert set(refused.value.fields) == {"state"}
        with pytest.raises(Invalid):
            leads.gates(lead, "state", "converted")
        with pytest.raises(Invalid):
            make(leads, state="converted")


def test_on_its_day_a_lead_comes_back_and_its_owner_hears_of_it(company, leads):
    with company.acting("wang"):
        soon, late, never = (leads.disqualify(make(leads).id, "later", day) for day in ("2027-02-01", "2027-04-01", ""))
    with company.acting("lilei", clock=LATER):
        assert leads.recycle(HANDLE) == {"leads": 1}
        assert leads.recycle(HANDLE) == {"leads": 0}
        states = {row.id: (row.state, row.reason) for row in leads.find([soon.id, late.id, never.id])}
        assert states == {soon.id: ("new", None), late.id: ("disqualified", "later"), never.id: ("disqualified", "later")}
    with company.acting("wang"):
        [told] = company.container.platform.notice().page(10)
        assert "刘洋" in told.title and told.url == f"/leads/{soon.id}"


def test_a_call_with_a_lead_touches_it(company, leads):
    with company.acting("wang"):
        lead = make(leads)
        company.container.customer.activity().create(
            company.container.customer.activity().module.draft.parse(
                {"kind": "call", "name": "首次沟通", "subject_module": "lead", "subject_id": lead.id}
            )
        )
        assert leads.get(lead.id).touched_at
