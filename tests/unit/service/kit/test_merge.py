"""Two people change one record: what merges by itself, and what is asked about."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from crm.domain.customer.account import MODULE, AccountDraft
from crm.domain.platform.journal import HistoryLine
from crm.service.kit.merge import merge

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
WAS = MODULE.row(id=1, version=1, name="云帆", kind="company", city="北京", grade="A", tags=["VIP"], revenue=Decimal("12.50"))


def line(field: str | None, before: str | None, after: str | None = None) -> HistoryLine:
    return HistoryLine(1, NOON, 2, "赵敏", "form", "edit", None, None, 2, field, before, after)


def merged(theirs: dict, mine: dict, *lines: HistoryLine):
    """What is written of my form, when the record has their values by now."""
    row = replace(WAS, **theirs)
    return merge(MODULE, row, AccountDraft.parse(mine, base=WAS), set(mine), list(lines))


def test_different_fields_merge_and_what_was_not_given_is_theirs_to_keep():
    values, conflicts = merged({"grade": "B"}, {"city": "上海"}, line("grade", '"A"', '"B"'))
    assert (values.city, conflicts) == ("上海", {})


def test_a_field_of_the_form_that_i_left_alone_takes_their_value():
    values, conflicts = merged({"grade": "B"}, {"city": "上海", "grade": "A"}, line("grade", '"A"', '"B"'))
    assert (values.city, values.grade, conflicts) == ("上海", "B", {})


def test_the_same_field_is_a_conflict_with_all_three_values():
    _, conflicts = merged({"city": "广州"}, {"city": "上海"}, line("city", '"北京"', '"广州"'))
    assert conflicts == {"city": ("北京", "广州", "上海")}


def test_two_who_mean_the_same_do_not_disagree():
    values, conflicts = merged({"city": "上海"}, {"city": "上海"}, line("city", '"北京"', '"上海"'))
    assert (values.city, conflicts) == ("上海", {})


def test_of_several_changes_the_value_before_the_first_is_the_one_i_saw():
    lines = (line("city", '"北京"', '"广州"'), line("city", '"广州"', '"天津"'))
    values, conflicts = merged({"city": "天津"}, {"city": "北京"}, *lines)
    assert (values.city, conflicts) == ("天津", {})


def test_lists_and_numbers_are_compared_by_what_they_say():
    lines = (line("tags", '["VIP"]', "[]"), line("revenue", "12.50", "7"))
    values, conflicts = merged({"tags": [], "revenue": Decimal(7)}, {"tags": ["VIP"], "revenue": "12.5"}, *lines)
    assert (values.tags, values.revenue, conflicts) == ([], Decimal(7), {})


def test_a_value_that_was_empty_before_is_none_in_the_conflict():
    _, conflicts = merged({"phone": "+861"}, {"phone": "13800138000"}, line("phone", None, '"+861"'), line(None, None))
    assert conflicts == {"phone": (None, "+861", "+8613800138000")}
