"""Who decides on a deal."""

import pytest

from crm.domain.kit.module import modules
from crm.errors import Invalid


@pytest.fixture
def sales(company):
    return company.container.sales


def made(sales, noun: str, **raw):
    return getattr(sales, noun)().create(modules()[noun].draft.parse(raw))


@pytest.fixture
def deal(company, sales):
    with company.acting("wang"):
        return made(sales, "opportunity", name="云帆采购")


def test_a_person_has_one_role_in_a_deal(company, sales, deal):
    with company.acting("wang"):
        contact = company.container.customer.contact()
        person = contact.create(contact.module.draft.parse({"name": "王芳"}))
        role = made(sales, "opportunity_contact", opportunity_id=deal.id, contact_id=person.id, role="decision", stance="for")
        assert (role.contact_name, role.opportunity_name) == ("王芳", "云帆采购")
        with pytest.raises(Invalid) as refused:
            made(sales, "opportunity_contact", opportunity_id=deal.id, contact_id=person.id, role="user")
        assert set(refused.value.fields) == {"contact_id"}
