"""Which records meet which conditions, in one statement."""

from crm.dao.kit.match import met
from crm.domain.kit.filter_tree import Condition, Group
from tests.unit.service.sales.test_pool_claim import customers


def test_each_record_is_held_against_each_condition(company):
    (north,), (south,) = customers(company, "wang", city="北京"), customers(company, "wang", city="广州")
    dao = company.container.customer.account().records
    conditions = [Group((Condition("city", "is", "北京"),)), Group()]
    with company.acting("lilei"), dao.db.transaction(writes=False):
        assert met(dao, conditions, [north.id, south.id]) == {north.id: [True, True], south.id: [False, True]}
