"""Consents in the database: whose their people are, and which have another owner than their person."""

from crm.domain.customer.account import AccountDraft
from crm.domain.customer.contact import ContactDraft
from crm.domain.sales.consent import ConsentDraft
from crm.domain.sales.consent_purpose import ConsentPurposeDraft


def test_people_are_found_by_their_numbers_and_consents_that_are_another_s_are_given_back(company):
    purposes, consents = company.container.privacy.consent_purpose(), company.container.privacy.consent()
    dao, wang, zhao = consents.records, company.users["wang"], company.users["zhao"]
    with company.acting("lilei"):
        firm = company.container.customer.account().create(AccountDraft.parse({"name": "云帆"}))
        purpose = purposes.create(ConsentPurposeDraft.parse({"name": "短信"}))
    with company.acting("wang"):
        person = company.container.customer.contact().create(ContactDraft.parse({"name": "周小川"}))
        made = consents.create(ConsentDraft.parse({"contact_id": person.id, "purpose_id": purpose.id}))
    with company.container.db().transaction():
        assert {(one.id, one.kind) for one in dao.heads([firm.id, person.id])} == {(firm.id, "company"), (person.id, None)}
        assert [one.id for one in dao.of([person.id, firm.id])] == [made.id] and dao.strays([person.id]) == []
        dao.follow([{"id": made.id, "owner_id": zhao, "department_id": None}])
        assert [(one.id, one.owner_id) for one in dao.strays([person.id])] == [(made.id, wang)] and dao.strays([firm.id]) == []
