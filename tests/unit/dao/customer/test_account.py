"""Customers in the database: what only the statement itself decides."""

from datetime import UTC, datetime, timedelta

import pytest

from crm.domain.customer.account import AccountDraft

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)


@pytest.fixture
def account(company):
    with company.acting("wang"):
        return company.container.customer.account().create(AccountDraft.parse({"name": "云帆", "tags": "VIP", "revenue": "1234.50"}))


def test_a_row_is_written_and_read_whole(company, account):
    accounts = company.container.customer.account_dao()
    with company.acting("wang"), accounts.db.transaction():
        (found,) = accounts.find([account.id])
        assert found == account
        assert accounts.find([]) == []


def test_a_touch_moves_forward_only_and_leaves_the_version(company, account):
    accounts = company.container.customer.account_dao()
    with company.acting("wang"), accounts.db.transaction():
        assert accounts.touch([account.id], NOW) == 1
        assert accounts.touch([account.id], NOW - timedelta(days=1)) == 0
        (found,) = accounts.find([account.id])
    assert (found.touched_at, found.version) == (NOW, 1)


def test_an_update_of_another_version_touches_no_row(company, account):
    accounts = company.container.customer.account_dao()
    with company.acting("wang"), accounts.db.transaction():
        row = vars(account) | {"name": "新", "next_version": 3}
        assert accounts.update([row | {"version": 2}]) == 0
        assert accounts.update([row | {"version": 1}]) == 1
        assert (accounts.find([account.id])[0].name, accounts.find([account.id])[0].version) == ("新", 3)
