"""Searching everything: best first, by Chinese, pinyin and numbers; twins."""

import pytest

from crm.domain.customer.account import MODULE, AccountDraft


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


def test_twins_share_a_key_and_a_record_is_not_its_own_twin(company, search, make):
    with company.acting("wang"):
        made = make("云帆", phone="13800138000")
        draft = AccountDraft.parse({"name": "别的名字", "phone": "138 0013 8000"})
        with search.db.transaction(writes=False):
            assert search.twins(MODULE, draft) == {made.id: {"phone"}}
            assert search.twins(MODULE, made) == {}
