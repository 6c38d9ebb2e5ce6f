"""Searching everything: best first, by Chinese, pinyin and numbers; twins."""

from dataclasses import replace

import pytest

from crm.domain.customer.account import MODULE, AccountDraft
from crm.domain.kit.filter import Query, parse_sort


@pytest.fixture
def search(company):
    return company.container.platform.search()


@pytest.fixture
def make(company):
    accounts = company.container.customer.account()
    return lambda name, **more: accounts.create(AccountDraft.parse({"name": name, **more}))


def test_the_title_itself_comes_before_its_beginning_and_that_before_the_rest(company, search, make):
    with company.acting("wang"):
        for name in ("云帆科技", "北京云帆", "云帆", "远航"):
            make(name)
        assert [hit.title for hit in search.find("云帆")] == ["云帆", "云帆科技", "北京云帆"]
        assert [hit.title for hit in search.find("云帆", size=1)] == ["云帆"]


@pytest.mark.parametrize("words", ["云帆", "yunfan", "yfkj", "8000", "云帆 8000", " 北京云帆科技 "])
def test_a_customer_is_found_by_many_words(company, search, make, words):
    with company.acting("wang"):
        made = make("北京云帆科技", phone="13800138000")
        assert [hit.id for hit in search.find(words)] == [made.id]


@pytest.mark.parametrize("words", ["", "   ", "云帆 远航", "'", '"*', "zzz", "\0", "AND", "a" * 5000])
def test_words_that_nothing_has_find_nothing_whatever_they_are(company, search, make, words):
    with company.acting("wang"):
        make("北京云帆科技")
        assert search.find(words) == []


def test_a_removed_customer_is_not_found_and_one_changed_by_its_new_name_only(company, search, make):
    accounts = company.container.customer.account()
    with company.acting("lilei"):
        made = make("云帆")
        accounts.change(made.id, {"name": "远航"}, 1)
        assert (search.find("云帆"), [hit.id for hit in search.find("远航")]) == ([], [made.id])
        accounts.remove_all([made.id])
        assert search.find("远航") == []


def titles(search, text="云帆"):
    return [hit.title for hit in search.find(text)]


def test_whoever_gets_a_customer_finds_it_and_whoever_gave_it_away_does_not(company, search, make):
    accounts, wang = company.container.customer.account(), company.users["wang"]
    with company.acting("lilei"):
        made = [make(name) for name in ("云帆一", "云帆二", "云帆三")]
        accounts.assign_all([made[0].id], wang, company.departments["east"])
    with company.acting("wang"):
        assert titles(search) == ["云帆一"] == [row.name for row in accounts.page(Query(words="云帆"))]
    with company.acting("lilei"):
        accounts.assign_all([made[0].id], company.users["chen"], company.departments["south"])
        company.container.platform.share().give(MODULE, made[1].id, {"person_id": wang})
    with company.acting("wang"):
        assert titles(search) == titles(search, "yunf") == ["云帆二"] == [row.name for row in accounts.page(Query(words="云帆"))]
    with company.acting("chen"):
        assert titles(search) == ["云帆一"]


@pytest.mark.parametrize("who", ["lilei", "wang", "chen"])
@pytest.mark.parametrize("words", ["云帆", "yunf", "公司 138", "南"])
def test_a_list_has_the_same_records_along_its_order_as_gathered_before(company, make, words, who):
    accounts = company.container.customer.account()
    for at, owner in enumerate(("lilei", "wang", "chen") * 3):
        with company.acting(owner):
            row = make(f"云帆公司{at}号", phone=f"1380013800{at}") if at % 2 else make(f"南云帆{at}")
        if at == 2:
            with company.acting("lilei"):
                company.container.platform.share().give(MODULE, row.id, {"person_id": company.users["wang"]})
    by_name = Query(words=words, sort=parse_sort(MODULE, "name"))
    asked = Query(words=words), Query(words=words, common=True), Query(words=words, common=False), by_name, replace(by_name, common=True)
    with company.acting(who), accounts.db.transaction(writes=False):
        seen = [{row.id for row in accounts.records.page(query, 50)} for query in asked]
    assert all(one == seen[0] for one in seen) and (seen[0] or who == "chen" and words == "南")


def test_twins_share_a_key_and_a_record_is_not_its_own_twin(company, search, make):
    with company.acting("wang"):
        made = make("云帆", phone="13800138000")
        draft = AccountDraft.parse({"name": "别的名字", "phone": "138 0013 8000"})
        with search.db.transaction(writes=False):
            assert search.twins(MODULE, draft) == {made.id: {"phone"}}
            assert search.twins(MODULE, made) == {}
