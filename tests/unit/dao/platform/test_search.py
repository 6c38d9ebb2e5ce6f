"""The index in the database: what is found, by whom, and what is forgotten."""

import pytest

from crm.dao.kit.words import expressed, widened
from crm.domain.customer.account import AccountDraft


@pytest.fixture
def search(company):
    return company.container.platform.search_dao()


@pytest.fixture
def account(company):
    with company.acting("wang"):
        return company.container.customer.account().create(
            AccountDraft.parse({"name": "北京云帆科技", "phone": "13800138000", "tags": "VIP"})
        )


def found(search, text, module=None):
    with search.db.transaction(writes=False):
        return [hit.id for hit in search.find(expressed(text, search.db.dialect), 10, [module] if module else None)]


def test_only_those_who_may_see_a_record_find_it(company, search, account):
    for who, ids in (("wang", [account.id]), ("zhao", []), ("han", [account.id]), ("chen", [])):
        with company.acting(who):
            assert found(search, "云帆") == ids
    with company.acting("wang"):
        assert (found(search, "云帆", "account"), found(search, "云帆", "contact")) == ([account.id], [])


def test_what_begins_so_is_looked_for_among_what_is_at_hand(company, search, account):
    """“beijing” among “be…” on SQLite, among the newest on PostgreSQL."""
    with company.acting("wang"), search.db.transaction(writes=False):
        for text, is_there in (("beijing", True), ("beijing 1380", True), ("beihai", False), ("beijing 1399", False)):
            wide, parts = widened(text, search.db.dialect)
            assert bool(search.share(wide, 10, None, parts)) == is_there
            assert [hit.id for hit in search.find(wide, 10, None, parts)] == ([account.id] if is_there else [])
        assert search.share(wide, 10, ["contact"], []) == 0
    with company.acting("chen"), search.db.transaction(writes=False):
        wide, parts = widened("beijing", search.db.dialect)
        assert search.find(wide, 10, None, parts) == [] and search.share(wide, 10, None, parts) == 0


def test_an_entry_follows_its_record(company, search, account):
    south = company.departments["south"]
    row = {"id": account.id, "owner_id": company.users["chen"], "department_id": south, "pool_id": None, "removed_at": None}
    with search.db.transaction():
        search.move([row])
    for who, ids in (("wang", []), ("chen", [account.id])):
        with company.acting(who):
            assert found(search, "yunfan") == ids


def test_what_stands_in_another_department_than_its_owner_is_found_and_follows(company, search, account):
    wang, chen, finance = company.users["wang"], company.users["chen"], company.departments["finance"]
    with search.db.transaction() as work:
        assert search.astray([wang, chen]) == []
        work.cursor.execute(f"UPDATE app_user SET department_id = {finance} WHERE id = {wang}")
        assert search.astray([wang, chen]) == [account.id] and search.astray([chen]) == []
        assert search.follow([account.id]) == 1 and search.astray([wang]) == []


def test_keys_and_tags_are_put_once_and_dropped_together(company, search, account):
    with search.db.transaction() as work:
        search.put_keys([{"kind": "phone", "value": "+8613800138000", "module": "account", "record_id": account.id}] * 2)
        assert [one.record_id for one in search.key_matches("phone", ["+8613800138000", "x"], "account")] == [account.id]
        assert search.key_matches("phone", ["+8613800138000"], "contact") == []
        assert search.drop_tags([account.id]) == 1
        search.drop_keys([account.id])
        assert search.key_matches("phone", ["+8613800138000"], "account") == []
        work.cursor.execute("SELECT COUNT(*) FROM tagging")
        assert tuple(work.cursor.fetchone()) == (0,)
