"""Very many records changed by a job: piece by piece, one result, one undo."""

import pytest

from crm.domain.kit.filter import Query, parse_address
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
        outcome = platform.bulk().outcome("account", job).outcome
        assert sorted(outcome.done) == sorted(many) and outcome.titles[many[0]] == "公司0"
        assert {row.city for row in accounts.page(Query())} == {"上海"}
        undone = platform.undo().undo(outcome.change_set_id)
        assert sorted(undone.done) == sorted(many)
        assert {row.city for row in accounts.page(Query())} == {None}


def test_what_the_one_who_asked_may_not_change_is_refused_or_passed_over(company, many):
    job = done(company, "wang", "edit", many, changes={"city": "上海"})
    with company.acting("wang"):
        outcome = company.container.platform.bulk().outcome("account", job).outcome
    assert sorted(outcome.done) == sorted(many[:5]) and many[5] not in outcome.titles


@pytest.mark.parametrize(
    ("action", "values"), [("tag", {"add": ["VIP"], "drop": []}), ("remove", {}), ("assign", {"owner_id": 1, "department_id": None})]
)
def test_every_action_is_done(company, many, action, values):
    job = done(company, "han", action, many, **values)
    with company.acting("han"):
        assert company.container.platform.bulk().outcome("account", job).done == 6


def test_the_result_is_its_owner_s_and_of_its_module(company, many):
    job = done(company, "han", "tag", many, add=["VIP"], drop=[])
    bulk = company.container.platform.bulk()
    with company.acting("wang"), pytest.raises(NotFound):
        bulk.outcome("account", job)
    with company.acting("han"), pytest.raises(NotFound):
        bulk.outcome("contact", job)


def by_filter(company, who, action, texts, **values) -> int:
    """The same for everything that a filter finds."""
    platform, module = company.container.platform, company.container.customer.account().module
    with company.acting(who):
        query = Query(parse_address(module, texts))
        job = platform.bulk().later("account", action, query, values, "title", 6)
    platform.job_runner().run_due()
    return job


@pytest.mark.parametrize("action", ["edit", "remove"])
def test_a_change_that_takes_records_out_of_its_own_filter_reaches_them_all(company, many, action):
    values = {"edit": {"changes": {"city": "上海"}}, "remove": {}}[action]
    job = by_filter(company, "han", action, ["city:empty"], **values)
    platform, accounts = company.container.platform, company.container.customer.account()
    with company.acting("han"):
        found = platform.bulk().outcome("account", job)
        assert (found.done, found.refused, sorted(found.outcome.done)) == (6, 0, sorted(many))
        assert accounts.count(Query(parse_address(accounts.module, ["city:empty"]))) == 0
        assert len(platform.undo().undo(found.outcome.change_set_id).done) == 6
        assert accounts.count(Query(parse_address(accounts.module, ["city:empty"]))) == 6


def test_what_was_created_after_one_asked_is_left_alone(company, many):
    platform, accounts = company.container.platform, company.container.customer.account()
    with company.acting("han"):
        platform.bulk().later("account", "edit", Query(), {"changes": {"city": "上海"}}, "title", 6)
        late = accounts.create(accounts.module.draft.parse({"name": "后来"}))
    platform.job_runner().run_due()
    with company.acting("han"):
        assert accounts.get(late.id).city is None and accounts.get(many[0]).city == "上海"


def test_only_some_are_named_but_all_are_counted(company, many, monkeypatch):
    monkeypatch.setattr(bulks, "NAMED", 2)
    job = by_filter(company, "han", "edit", [], changes={"city": "上海"})
    with company.acting("han"):
        found = company.container.platform.bulk().outcome("account", job)
    assert found.done == 6 and found.outcome.done == sorted(many)[:2] and len(found.outcome.titles) == 2


def test_a_long_undo_is_a_job_that_can_be_undone_itself_and_goes_on_after_a_crash(company, many, monkeypatch):
    monkeypatch.setattr(bulks, "UNDONE_HERE", 2)
    platform, accounts = company.container.platform, company.container.customer.account()
    job = done(company, "han", "edit", many, changes={"city": "上海"})
    with company.acting("han"):
        set_id = platform.bulk().outcome("account", job).outcome.change_set_id
        assert platform.bulk().is_long(set_id)
        next(platform.undo().steps(set_id))  # the first piece of an undo that was killed

        class Job:
            id, attempts = 1, 2

            def progress(self, done, total=None): ...

        with platform.bulk().db.transaction():
            (group,) = platform.bulk().sequence.take()
        told = platform.bulk().undo({"set": set_id, "group": group}, Job())
        assert told["counts"] == [4, 0, 0] and {row.city for row in accounts.page(Query())} == {None}
        again = platform.undo().undo(told["change_set_id"])
        assert len(again.done) == 4
