"""Purposes of consent in the database: what is shown of those in use, and which are named by a consent."""

from crm.domain.sales.consent import ConsentDraft
from crm.domain.sales.consent_purpose import ConsentPurposeDraft
from crm.domain.sales.lead import LeadDraft


def test_only_purposes_in_use_are_shown_and_those_that_consents_name_are_known(company):
    purposes = company.container.privacy.consent_purpose()
    with company.acting("lilei"):
        sms, old = (
            purposes.create(ConsentPurposeDraft.parse({"name": name, "active": on})) for name, on in (("短信", "yes"), ("传真", "no"))
        )
        lead = company.container.sales.lead().create(LeadDraft.parse({"name": "周小川"}))
        company.container.privacy.consent().create(ConsentDraft.parse({"lead_id": lead.id, "purpose_id": old.id}))
    with company.container.db().transaction(writes=False):
        assert purposes.records.shown(sms.id).name == "短信" and purposes.records.shown(old.id) is None
        assert purposes.records.used([sms.id, old.id]) == [old.id]
        assert {one.id: one.active for one in purposes.records.in_order()} == {sms.id: True, old.id: False}
