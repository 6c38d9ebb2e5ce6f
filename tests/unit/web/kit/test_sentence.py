"""Filters in words, in both languages."""

import pytest

from crm import current
from crm.domain.customer.account import MODULE
from crm.domain.kit.filter import parse_tree
from crm.web.kit.sentence import sentence

NO_ACTIVITY = {"relation": "activities", "exists": False, "where": {"all": [{"field": "at", "operator": "last", "value": 30}]}}
BUYER = {"relation": "contacts", "where": {"all": [{"field": "title", "operator": "contains", "value": "采购"}]}}


def field(name, operator, value=None):
    return {"field": name, "operator": operator, "value": value}


@pytest.mark.parametrize(
    ("parts", "english", "chinese"),
    [
        ([field("grade", "any", ["A"])], "Grade is A · key", "客户级别 是 A · 重点"),
        ([field("grade", "none", ["A", "B"])], "Grade is none of A · key, B · important", "客户级别 不是其中任何一个 A · 重点、B · 重要"),
        ([field("employees", "above", 5000)], "Employees is more than 5,000", "员工人数 大于 5,000"),
        ([field("city", "empty")], "City is empty", "城市 为空"),
        ([field("created_at", "last", 7)], "Created is in the last 7 days", "创建时间 在最近 7 天内"),
        ([field("created_at", "previous", "month")], "Created is in last month", "创建时间 在 上月"),
        ([field("next_follow_at", "before", "+7d")], "Next follow-up is before 7 days from today", "下次跟进 早于 7 天后"),
        ([field("owner_id", "any", ["me", "team"])], "Owner is any of me, my team", "负责人 是其中之一 我、我的团队"),
        ([NO_ACTIVITY], "has no Activities where When is in the last 30 days", "没有 活动 （时间 在最近 30 天内）"),
        ([BUYER], "has Contacts where Job title contains “采购”", "有 联系人 （职务 包含 “采购”）"),
        (
            [{"relation": "contacts", "measure": "count", "operator": "at_least", "value": 3}],
            "Number of Contacts is at least 3",
            "联系人数量 不小于 3",
        ),
        (
            [field("city", "is", "北京"), {"any": [field("mail", "filled"), field("phone", "filled")]}],
            "City is “北京” and (Mail is filled in or Phone is filled in)",
            "城市 是 “北京” 且 (邮箱 已填写 或 电话 已填写)",
        ),
    ],
)
def test_a_filter_reads_as_a_sentence(parts, english, chinese):
    tree = parse_tree(MODULE, {"all": parts})
    with current.acting(language="en"):
        assert sentence(MODULE, tree) == english
    with current.acting(language="zh"):
        assert sentence(MODULE, tree) == chinese
