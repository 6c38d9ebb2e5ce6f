"""Rules of pools in the database, and what shields a record from them."""

from datetime import date

from crm.dao.sales.pool_rule import PoolRuleDao
from tests.kit.rows import NOON


def test_rules_in_force_come_by_days_of_pools_that_are_open(rows):
    pool, shut, gone = (rows.put("pool", module="lead", **more) for more in ({}, {"active": False}, {"removed_at": NOON}))
    for name, more in (("30", {"days": 30}), ("7", {"days": 7}), ("off", {"active": False}), ("gone", {"removed_at": NOON}),
                       ("shut", {"pool_id": shut}), ("away", {"pool_id": gone})):  # fmt: skip
        rows.put("pool_rule", **{"name": name, "pool_id": pool} | more)
    assert [(one.name, one.module) for one in PoolRuleDao(rows.db).in_force()] == [("7", "lead"), ("30", "lead")]


def test_a_record_has_one_shield_the_last_that_was_put(company, rows):
    dao, day = PoolRuleDao(rows.db), date(2026, 12, 1)
    for reason, who in (("a", "wang"), ("b", "han")):
        dao.put_shield(5, "lead", day, reason, company.users[who], NOON)
    assert (dao.shield(5).reason, dao.shield(5).user_name, dao.shield(6)) == ("b", "韩梅梅", None)
    assert (dao.drop_shield(6), dao.drop_shield(5), dao.shield(5)) == (0, 1, None)
