"""Figures over what a list finds: with its predicate and its filter."""

import pytest

from crm.dao.kit import tally as figures
from crm.domain.kit.filter import Query, parse_address


@pytest.fixture
def accounts(company):
    service = company.container.customer.account()
    for who, grade, revenue in (("wang", "A", "10.5"), ("wang", "A", "2"), ("wang", "", "1"), ("zhao", "B", "")):
        with company.acting(who):
            service.create(service.module.draft.parse({"name": who, "grade": grade, "revenue": revenue}))
    return service


def tallied(accounts, query=None, size=100):
    known = accounts.module.fields
    with accounts.db.transaction(writes=False):
        return figures.tally(accounts.records, query or Query(), size, known["grade"], (known["revenue"], known["tags"], known["city"]))


def by_grade(lines):
    return {value: (count, [float(one or 0) for one in rest]) for value, count, *rest in lines}


def test_each_group_has_its_count_its_sum_and_how_many_are_filled(company, accounts):
    with company.acting("han"):
        assert by_grade(tallied(accounts)) == {"A": (2, [12.5, 2, 0, 0, 0, 0]), "B": (1, [0] * 6), None: (1, [1, 1, 0, 0, 0, 0])}
    with company.acting("zhao"):
        assert by_grade(tallied(accounts)) == {"B": (1, [0] * 6)}


def test_the_filter_holds_and_no_more_than_so_many_are_added_up(company, accounts):
    with company.acting("wang"):
        assert by_grade(tallied(accounts, Query(parse_address(accounts.module, ["revenue:above:5"])))) == {"A": (1, [10.5, 1, 0, 0, 0, 0])}
        assert sum(count for _, count, *_ in tallied(accounts, size=2)) == 2


def test_an_estimate_counts_all_where_there_are_few(company, accounts):
    """Windows lie close where ids do; nobody counts what he may not see."""
    with company.acting("chen"), accounts.db.transaction(writes=False):
        assert figures.estimate(accounts.records, Query()) == 0
    with company.acting("han"), accounts.db.transaction(writes=False):
        assert 0 < figures.estimate(accounts.records, Query()) <= 20
