"""What a statement's marks become."""

import pytest

from crm.dao.kit.filling import filled
from crm.dao.kit.mapper import Mark, Statement
from crm.domain.customer.account import MODULE as ACCOUNT
from crm.domain.kit.access import Grants
from crm.domain.kit.filter import Condition, Group, Query

NOTHING, EVERYTHING = Grants(), Grants(everything=True)
LISTED = [Mark("visible", "a", "account"), Mark("filter", "a", None), Mark("after", "a", None)]
STATEMENT = Statement("account.page", "many", marks=LISTED)


def sql(word, values, grants=EVERYTHING, dialect="sqlite"):
    return filled(Mark(word, "a", "account"), STATEMENT, values, grants, dialect)


@pytest.mark.parametrize("word", ["visible", "anywhere", "opened"])
def test_whoever_may_see_nothing_gets_false(word):
    assert sql(word, {}, NOTHING).endswith("FALSE")


def test_without_a_query_a_page_begins_at_the_start_and_the_filter_is_open():
    values = {"module": ACCOUNT}
    assert sql("after", values) == "TRUE"
    assert sql("filter", values) == "TRUE"


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_a_filter_binds_what_it_compares_with(dialect):
    group = Group((Condition("city", "eq", "北京"),))
    for given in ({"filter": group}, {"query": Query(group)}):
        values = {"module": ACCOUNT, **given}
        made = sql("filter", values, dialect=dialect)
        assert "city" in made and "北京" not in made
        assert "北京" in str([value for name, value in values.items() if name not in given])


def test_words_are_sought_where_the_list_goes_through_what_one_may_see():
    values = {"module": ACCOUNT, "query": Query(words="云帆")}
    made = sql("filter", values)
    assert "search_text" in made and "云帆" not in made
