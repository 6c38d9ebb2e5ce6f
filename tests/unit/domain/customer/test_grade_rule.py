"""What a rule may say, before any database."""

import json

import pytest

from crm.domain.customer.grade_rule import GradeRuleDraft
from crm.errors import Invalid

BIG = json.dumps({"all": [{"field": "employees", "operator": "at_least", "value": 500}]})


def rule(**raw) -> GradeRuleDraft:
    return GradeRuleDraft.parse({"name": "重点", "target": "grade", "value": "A", "condition": BIG} | raw)


@pytest.mark.parametrize(
    ("raw", "result"),
    [({}, "A"), ({"value": "重点"}, "A"), ({"target": "stage", "value": "保持"}, "keep"), ({"target": "tag", "value": "大客户"}, "大客户")],
)
def test_a_value_is_read_as_it_is_called(raw, result):
    assert rule(**raw).result == result


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"value": "E"}, "value"),
        ({"target": "stage", "value": "A"}, "value"),
        ({"condition": "grade is A"}, "condition"),
        ({"condition": '{"all": []}'}, "condition"),
        ({"condition": '{"all": [{"field": "nonsense", "operator": "is", "value": 1}]}'}, "condition"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(raw, field):
    with pytest.raises(Invalid, match=field):
        rule(**raw)
