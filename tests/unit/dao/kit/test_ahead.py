"""How many of the next records of a list have words."""

from dataclasses import replace

import pytest

from crm.dao.kit.ahead import ahead, beside, holders, met
from crm.domain.customer.account import MODULE, AccountDraft
from crm.domain.kit.filter import Query, parse_address, parse_sort
from crm.domain.kit.module import modules


@pytest.fixture
def count(company):
    accounts = company.container.customer.account()

    def counted(words, size=100, who="lilei", sort="name", **more):
        with company.acting(who), accounts.db.transaction(writes=False):
            return ahead(accounts.records, replace(Query(words=words, sort=parse_sort(MODULE, sort)), **more), size)

    for at, owner in enumerate(("lilei", "wang", "chen") * 3):
        with company.acting(owner):
            accounts.create(AccountDraft.parse({"name": f"{'云帆' if at < 4 else '南海'}{at}号", "city": "上海" if at % 2 else "北京"}))
    return counted


def test_those_with_the_words_are_counted_among_the_first_of_the_order(count):
    assert count("云帆") == count("yunf") == 4 and count("云帆 上海") == 2 and count("西湖") == 0
    assert count("云帆", 3, sort="-created_at") == 0 and count("云帆", 6, sort="-created_at") == 1
    assert count("云帆", 3, sort="created_at") == 3


def test_only_what_the_reader_may_see_and_the_filter_finds_counts(count):
    assert count("云帆", who="wang") < 4
    assert count("云帆", filter=parse_address(MODULE, ["city:is:上海"])) == 2


def test_every_module_has_a_list_of_which_that_is_derived(company):
    for name in modules():
        records = company.container.records()(name).records
        with company.acting("lilei"), records.db.transaction(writes=False):
            assert ahead(records, Query(words="云帆", sort=parse_sort(records.module, "")), 10) == 0


def test_values_beside_the_records_are_counted_by_value_and_among_the_first_of_the_order(company):
    accounts = company.container.customer.account()
    with company.acting("lilei"):
        for at in range(6):
            accounts.create(AccountDraft.parse({"name": f"南海{at}号", "tags": ["VIP", "展会"] if at < 4 else ["展会"] if at == 4 else []}))
        asked = Query(parse_address(MODULE, ["tags:all:VIP,展会", "tags:none:x", "name:contains:南海"]), parse_sort(MODULE, "name"))
        with accounts.db.transaction(writes=False):
            if accounts.db.dialect == "postgresql":
                assert beside(accounts.records, asked) == []  # it has an index of the lists themselves
                return
            vip, fair, none = beside(accounts.records, asked)
            assert (vip.value, fair.value, none.operator) == (("VIP",), ("展会",), "none")
            assert holders(accounts.records, [vip, fair], 10) == [4, 5] and holders(accounts.records, [vip, fair], 3) == [3, 3]
            last = Query(sort=parse_sort(MODULE, "-created_at"))
            assert met(accounts.records, last, [vip, fair], 3, 10) == 1 and met(accounts.records, last, [fair], 3, 10) == 2
            assert met(accounts.records, last, [fair], 100, 3) == 3
