"""Change sets and their items in the database."""

import pytest

from crm.domain.customer.account import AccountDraft


@pytest.fixture
def journal(company):
    return company.container.platform.journal_dao()


@pytest.fixture
def changed(company):
    """A customer that two people have changed."""
    accounts = company.container.customer.account()
    with company.acting("wang"):
        made = accounts.create(AccountDraft.parse({"name": "云帆", "city": "北京"}))
        accounts.change(made.id, {"city": "上海"}, 1)
    with company.acting("han"):
        accounts.change(made.id, {"grade": "A"}, 2)
    return made.id


def test_the_history_of_a_record_goes_back_page_by_page(company, journal, changed):
    with journal.db.transaction(writes=False):
        lines = journal.history("account", changed, 10)
        assert [(line.field, line.actor_name, line.version) for line in lines] == [
            ("grade", "韩梅梅", 3), ("city", "王强", 2), (None, "王强", 1),
        ]  # fmt: skip
        older = journal.history("account", changed, 10, before_id=lines[0].change_set_id)
        assert [line.field for line in older] == ["city", None]
        assert journal.history("contact", changed, 10) == []


def test_what_others_changed_since_a_version_comes_oldest_first(journal, changed):
    with journal.db.transaction(writes=False):
        assert [(line.field, line.before, line.after) for line in journal.since_version("account", changed, 1)] == [
            ("city", '"北京"', '"上海"'), ("grade", None, '"A"'),
        ]  # fmt: skip
        assert journal.since_version("account", changed, 3) == []


def test_sets_are_found_by_who_where_and_when(company, journal, changed):
    with journal.db.transaction(writes=False):
        mine = journal.page_sets(10, actor_id=company.users["wang"], module_name="account")
        assert [one.verb for one in mine] == ["edit", "create"]
        assert journal.page_sets(10, before_id=mine[-1].id, actor_id=company.users["wang"]) == []
        assert journal.page_sets(10, actor_id=company.users["wang"], last_id=mine[-1].id - 1) == []
        assert journal.page_sets(10, actor_id=company.users["wang"], first_id=mine[-1].id) == mine
        assert journal.last_until(mine[-1].at) < mine[-1].id == journal.first_since(mine[-1].at)
        assert journal.page_sets(10, module_name="account", record_id=changed, field="city") == mine[:1]
        assert journal.page_sets(10, source="import") == []


def test_the_head_is_the_last_set_of_the_chain(journal, changed):
    with journal.db.transaction():
        head = journal.lock_head()
        (last,) = journal.page_sets(1)
        assert (head.change_set_id, head.hash) == (last.id, last.hash)
        assert [item.position for item in journal.items(head.change_set_id, -1, 10)] == [0]
