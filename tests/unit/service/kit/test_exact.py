"""Writes to the one version that the caller has seen."""

import pytest

from crm.domain.customer.account import AccountDraft
from crm.errors import Conflict, Forbidden, NotFound
from crm.service.kit.exact import Exact


@pytest.fixture
def exact(company):
    return Exact(company.container.customer.account())


@pytest.fixture
def account(company, exact):
    with company.acting("wang"):
        return exact.records.create(AccountDraft.parse({"name": "云帆", "city": "北京"}))


def test_a_change_of_another_version_writes_nothing_and_shows_what_differs(company, exact, account):
    with company.acting("wang"):
        assert exact.change(account.id, {"city": "上海"}, 1).version == 2
        with pytest.raises(Conflict) as conflict:
            exact.change(account.id, {"city": "天津", "name": "云帆"}, 1)
        assert (conflict.value.version, conflict.value.fields) == (2, {"city": (None, "上海", "天津")})
        assert exact.records.get(account.id).city == "上海"


def test_a_removal_names_its_version_or_none(company, exact, account):
    with company.acting("lilei"):
        with pytest.raises(Conflict):
            exact.remove(account.id, 7)
        exact.remove(account.id, None)
        with pytest.raises(NotFound):
            exact.remove(account.id, 1)


def test_who_may_only_look_changes_nothing(company, exact, account):
    with company.acting("sun"):
        with pytest.raises(Forbidden):
            exact.change(account.id, {"city": "上海"}, 1)
        with pytest.raises(Forbidden):
            exact.remove(account.id, 1)
    with company.acting("chen"), pytest.raises(NotFound):
        exact.change(account.id, {"city": "上海"}, 1)
