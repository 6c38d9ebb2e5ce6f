"""Purposes of consent: the usual ones once, and none goes that somebody agreed to."""

from crm.domain.customer.contact import ContactDraft
from crm.domain.sales.consent import ConsentDraft


def test_the_usual_purposes_are_taken_over_once_and_stay_while_somebody_agreed_to_them(company):
    purposes, consents = company.container.privacy.consent_purpose(), company.container.privacy.consent()
    with company.acting("lilei"):
        assert (purposes.begin(), purposes.begin()) == (6, 0)
        first, second, *_ = purposes.every()
        person = company.container.customer.contact().create(ContactDraft.parse({"name": "周小川"}))
        consents.create(ConsentDraft.parse({"contact_id": person.id, "purpose_id": first.id}))
        outcome = purposes.remove_all([first.id, second.id])
        assert outcome.done == [second.id] and outcome.refused.keys() == {first.id}
        purposes.change(first.id, {"active": "no"})
        assert first.id not in {int(option.value) for option in purposes.offered()}
        assert [one.purpose_id for one in consents.standings("contact", person.id) if one.consent] == [first.id]
