"""Pool members: people, roles, departments with all below."""

import pytest

from crm.domain.sales.pool_member import PoolMemberDraft
from crm.errors import Invalid, NotFound
from tests.unit.service.sales.test_pool_claim import lying, pool_of


def test_roles_and_departments_are_members_with_all_below_and_stop_being_so_at_once(company):
    sales, accounts = company.container.sales, company.container.customer.account()
    pool = pool_of(company, members=(), manager=None)
    (id,) = lying(company, pool)
    with company.acting("lilei"):
        member = sales.pool_member().create(PoolMemberDraft.parse({"pool_id": pool.id, "unit_id": company.departments["sales"]}))
    for account in ("han", "wang", "chen"):
        with company.acting(account):
            assert accounts.get(id).pool_id == pool.id
    with company.acting("lilei"):
        sales.pool_member().remove_all([member.id])
        sales.pool_member().create(PoolMemberDraft.parse({"pool_id": pool.id, "role_id": company.roles["manager"]}))
    with company.acting("wang"), pytest.raises(NotFound):
        accounts.get(id)
    with company.acting("han"):
        assert accounts.get(id).pool_id == pool.id


def test_a_member_is_one_person_role_or_department_and_once(company):
    pool, members = pool_of(company), company.container.sales.pool_member()
    for raw in ({}, {"person_id": company.users["wang"], "unit_id": company.departments["east"]}):
        with pytest.raises(Invalid):
            PoolMemberDraft.parse({"pool_id": pool.id, **raw})
    with company.acting("lilei"), pytest.raises(Invalid) as refusal:
        members.create(PoolMemberDraft.parse({"pool_id": pool.id, "person_id": company.users["wang"]}))
    assert set(refusal.value.fields) == {"person_id"}
