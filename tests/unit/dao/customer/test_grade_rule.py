"""Which rules decide, in which order."""

import json

from crm.domain.customer.grade_rule import GradeRuleDraft

CONDITION = json.dumps({"all": [{"field": "city", "operator": "filled"}]})


def test_active_rules_come_in_the_order_in_which_they_decide_whoever_asks(company):
    rules, service = company.container.customer.grade_rule_dao(), company.container.customer.grade_rule()
    with company.acting("lilei"):
        made = {}
        for name, position, active in (("后", 9, "yes"), ("先", 1, "yes"), ("也是 1", 1, "yes"), ("停用", 0, "no"), ("删了", 0, "yes")):
            raw = {"name": name, "value": "A", "condition": CONDITION, "position": str(position), "active": active}
            made[name] = service.create(GradeRuleDraft.parse(raw)).id
        service.remove_all([made["删了"]])
    with company.acting("wang"), rules.db.transaction():
        found = rules.active_rules()
    assert [rule.name for rule in found] == ["先", "也是 1", "后"]
    assert {(rule.daily, rule.updated_by) for rule in found} == {(False, company.users["lilei"])}
