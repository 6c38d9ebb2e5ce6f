"""For whom plans are: one of three, and nobody twice."""

import pytest

from crm.errors import Invalid
from tests.unit.service.sales.commissions import plan


def test_a_plan_names_a_person_a_role_or_a_department_once(company):
    service = company.container.performance.commission_member()

    def name(**raw):
        return service.create(service.module.draft.parse({"plan_id": made.id, **raw}))

    with company.acting("lilei"):
        made = plan(company)
        name(person_id=company.users["wang"])
        name(role_id=company.roles["manager"])
        wang, chen, south = company.users["wang"], company.users["chen"], company.departments["south"]
        for raw in ({}, {"person_id": wang}, {"person_id": chen, "unit_id": south}):
            with pytest.raises(Invalid):
                name(**raw)
        people = company.container.performance.commission().people()
        other = plan(company, name="所有人")
    assert {who for who, id in company.users.items() if people.takes(made.id, id)} == {"wang", "han"}
    assert {who for who, id in company.users.items() if people.takes(other.id, id)} == set(company.users)
