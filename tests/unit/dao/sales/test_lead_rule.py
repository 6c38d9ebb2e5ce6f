"""Rules that hand leads out, in the database."""

from crm.dao.sales.lead_rule import LeadRuleDao
from tests.kit.rows import NOON


def test_rules_in_force_come_in_the_order_in_which_they_decide(rows):
    for name, more in (("second", {"position": 2}), ("first", {"position": 1}), ("third", {"position": 2}), ("off", {"active": False}),
                       ("gone", {"removed_at": NOON})):  # fmt: skip
        rows.put("lead_rule", **{"name": name, "active": True} | more)
    assert [one.name for one in LeadRuleDao(rows.db).active_rules()] == ["first", "second", "third"]
