"""Very many records changed by a job: piece by piece, one result, one undo."""

import pytest

from crm.domain.kit.filter import Query
from crm.errors import NotFound
from crm.service.platform import bulk as bulks


@pytest.fixture
def many(company, monkeypatch):
    """Five customers of Wang's and one of Zhao's, in pieces of two."""
    monkeypatch.setattr(bulks, "PIECE", 2)
    accounts = company.container.customer.account()
    made = []
    for who in ("wang",) * 5 + ("zhao",):
        with company.acting(who):
            made.append(accounts.create(accounts.module.draft.parse({"name": f"公司{len(made)}"})).id)
    return made


def done(company, who, action, ids, **values) -> int:
    """The id of the job, when it was done."""
    platform = company.container.platform
    with company.acting(who):
        job = platform.bulk().later("account", action, ids, values, "title")
    platform.job_runner().run_due()
    return job


def test_pieces_are_told_as_one_result_and_undone_as_one(company, many):
    job = done(company, "han", "edit", many, changes={"city": "上海"})
    platform, accounts = company.container.platform, company.container.customer.account()
    with company.acting("han"):
        outcome = platform.bulk().outcome("account", job)
        assert sorted(outcome.done) == sorted(many) and outcome.titles[many[0]] == "公司0"
        assert {row.city for row in accounts.page(Query())} == {"上海"}
        undone = platform.undo().undo(outcome.change_set_id)
        assert sorted(undone.done) == sorted(many)
        assert {row.city for row in accounts.page(Query())} == {None}


def test_what_the_one_who_asked_may_not_change_is_refused_or_passed_over(company, many):
    job = done(company, "wang", "edit", many, changes={"city": "上海"})
    with company.acting("wang"):
        outcome = company.container.platform.bulk().outcome("account", job)
    assert sorted(outcome.done) == sorted(many[:5]) and many[5] not in outcome.titles


@pytest.mark.parametrize(
    ("action", "values"), [("tag", {"add": ["VIP"], "drop": []}), ("remove", {}), ("assign", {"owner_id": 1, "department_id": None})]
)
def test_every_action_is_done(company, many, action, values):
    job = done(company, "han", action, many, **values)
    with company.acting("han"):
        assert len(company.container.platform.bulk().outcome("account", job).done) == 6


def test_the_result_is_its_owner_s_and_of_its_module(company, many):
    job = done(company, "han", "tag", many, add=["VIP"], drop=[])
    bulk = company.container.platform.bulk()
    with company.acting("wang"), pytest.raises(NotFound):
        bulk.outcome("account", job)
    with company.acting("han"), pytest.raises(NotFound):
        bulk.outcome("contact", job)
