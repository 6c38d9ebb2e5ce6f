"""The demo company's leads are plausible, and the same every time."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from crm.current import acting
from crm.domain.kit.filter import Query
from crm.service.customer.demo import DemoService
from crm.service.sales.demo_lead import LEADS, VISITORS, DemoLead
from tests.kit.company import SYSTEM

NOW = datetime(2026, 11, 18, 4, tzinfo=UTC)


@pytest.fixture
def filled(crm):
    demo = DemoService(crm.db(), crm.records(), crm.platform.setup(), crm.platform.auth(), rooms=(DemoLead(crm.sales),))
    with acting(clock=NOW):
        demo.found(10, "a demo password")
    return crm


@pytest.mark.parametrize("db", ["sqlite"], indirect=True)  # test_demo fills both
def test_leads_of_every_state_are_there_with_rules_and_deals(filled):
    with acting(actor=SYSTEM, clock=NOW):
        leads = filled.sales.lead().page(Query(size=500))
        states = Counter(row.state for row in leads)
        assert len(leads) == LEADS + VISITORS - 1 and min(states.values()) >= 3 and len(states) == 4
        assert {"hot", "warm"} <= {row.grade for row in leads}
        converted = [row for row in leads if row.state == "converted"]
        assert filled.sales.opportunity().count(Query()) == len(converted)
        assert all(row.converted_account_name == row.company for row in converted)
        assert all(row.created_at <= NOW for row in leads)
        assert len(filled.sales.lead_rule().page(Query())) == 3
        [form] = filled.sales.lead_form().page(Query())
        assert vars(filled.sales.lead_submission().tally(form.id)) == {"taken": VISITORS - 1, "refused": 1}
