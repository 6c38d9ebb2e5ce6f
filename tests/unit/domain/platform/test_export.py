"""What is kept of an export: why it was made, and how it was found without the names that were looked for."""

import pytest

from crm.domain.kit.filter import Condition, Group, parse_tree
from crm.domain.kit.filter_tree import as_json
from crm.domain.kit.module import modules
from crm.domain.platform.export import reasoned, told
from crm.errors import Invalid


def test_a_filter_is_told_without_the_texts_that_it_looks_for():
    account = modules()["account"]
    contacts = {"relation": "contacts", "exists": True, "where": {"all": [{"field": "name", "operator": "is", "value": "王芳"}]}}
    phone = {"field": "phone", "operator": "is", "value": "+8613900001111"}
    graded = {"field": "grade", "operator": "any", "value": ["A"]}
    said = as_json(told(parse_tree(account, {"any": [graded, {"all": [phone, contacts]}]}), account))
    assert said["any"][0] == graded and said["any"][1]["all"][0] == phone | {"value": "***"}
    assert "王芳" not in str(said) and "13900001111" not in str(said)
    assert told(Group((Condition("unknown", "is", "x"),)), account).parts == (Condition("unknown", "is", "***"),)


def test_a_reason_says_something_where_one_is_demanded():
    assert (reasoned(" 月度回访 ", True), reasoned("", False)) == ("月度回访", "")
    for text in ("", "好", "x" * 501):
        with pytest.raises(Invalid, match="reason"):
            reasoned(text, True)
