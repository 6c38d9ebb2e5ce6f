"""What the statements of every module do: seen through customers."""

import pytest

from crm.domain.kit.filter import Query


@pytest.fixture
def accounts(company):
    """Wang's customer and Zhao's, and the DAO."""
    service = company.container.customer.account()
    for who in ("wang", "zhao"):
        with company.acting(who):
            service.create(service.module.draft.parse({"name": who}))
    return service.records


def names(dao, **more):
    with dao.db.transaction(writes=False):
        return [row.name for row in dao.page(Query(**more), 10)]


def test_each_reads_what_he_may_and_only_a_verb_he_has_finds_it(company, accounts):
    with company.acting("han"):
        assert sorted(names(accounts)) == ["wang", "zhao"]
    with company.acting("sun"), accounts.db.transaction(writes=False):
        ids = [row.id for row in accounts.page(Query(), 10)]
        assert len(accounts.find(ids)) == len(ids) == 2 and accounts.find(ids, "edit") == []
        assert (accounts.count(Query(), 10), accounts.count(Query(), 10, "edit"), accounts.count(Query(), 1)) == (2, 0, 1)


def test_a_row_that_somebody_changed_meanwhile_is_left_alone_and_not_counted(company, accounts):
    with company.acting("wang"), accounts.db.transaction():
        (row,) = accounts.page(Query(), 10)
        change = vars(row) | {"name": "新名", "next_version": 2}
        assert accounts.update([change]) == 1 and accounts.update([change | {"name": "旧"}]) == 0
        assert [(one.name, one.version) for one in accounts.find([row.id])] == [("新名", 2)]


def test_what_is_removed_is_out_of_sight_until_it_is_brought_back(company, accounts):
    with company.acting("wang"), accounts.db.transaction():
        (row,) = accounts.page(Query(), 10)
        mark = {"id": row.id, "version": row.version, "removed_at": row.created_at, "now": row.created_at}
        assert accounts.mark_removed([mark]) == 1 and accounts.find([row.id]) == []
        assert [one.id for one in accounts.find([row.id], removed=True)] == [row.id]
        assert accounts.mark_removed([mark | {"version": 2, "removed_at": None}]) == 1
        assert [one.version for one in accounts.find([row.id])] == [3]
