"""Today shows whom one is about to lose to a pool."""

from tests.unit.service.sales.test_pool_claim import pool_of
from tests.unit.service.sales.test_pool_rule import NOW, aged, rule_of


def test_what_falls_within_a_week_waits_in_today_and_is_gone_with_a_touch(company):
    row = aged(company, "wang", 88)
    aged(company, "wang", 30)
    pool = pool_of(company)
    rule_of(company, pool)
    today = company.container.customer.today()
    with company.acting("wang", clock=NOW):
        (one,) = [one for one in today.mine().queue if one.item.source == "pool"]
        assert (one.item.id, one.item.record, one.item.late) == (row.id, ("account", row.id), 4.0)
        assert str(one.item.why[0]).startswith("Falls into “华东公海” on")
        today.touch("account", row.id, "call", "回访")
        assert [one for one in today.mine().queue if one.item.source == "pool"] == []
