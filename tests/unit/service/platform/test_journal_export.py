"""The journal as a file: of records and fields that somebody may not see it holds no values."""

import json
from dataclasses import replace

import pytest

from crm import current
from crm.domain.customer.account import AccountDraft
from crm.domain.kit.access import Scope
from crm.errors import Forbidden


@pytest.fixture
def exports(company):
    with company.acting("wang"):
        accounts = company.container.customer.account()
        made = accounts.create(AccountDraft.parse({"name": "云帆", "city": "北京"}))
        accounts.change(made.id, {"city": "上海"})
    return company.container.trace.journal_export()


def test_values_are_those_of_records_that_whoever_takes_them_may_see(company, exports, tmp_path):
    path = tmp_path / "journal.json"
    for account, grants, seen in (("lilei", {}, True), ("chen", {"journal.export": Scope.ALL}, False)):
        actor = company.actor(account)
        held = replace(actor.grants, scopes={**actor.grants.scopes, **grants})
        with company.acting(account), current.acting(actor=replace(actor, grants=held)):
            assert exports.write("journal", "json", path, {"module_name": "account"}) == 2
        rows = json.loads(path.read_text())["records"]
        assert [row["Module"] for row in rows] == ["Customer", "Customer"]
        assert ("上海" in path.read_text(), "北京" in path.read_text()) == (seen, seen)
    (event, *_) = company.container.platform.security().lines(1)
    assert (event.kind, event.n, event.detail["module"]) == ("export", 2, "journal")


def test_without_the_right_nothing_is_written(company, exports, tmp_path):
    with company.acting("sun"), pytest.raises(Forbidden):
        exports.write("journal", "csv", tmp_path / "journal.csv", {})


def test_rows_are_counted_as_they_are_written_and_no_further_than_one_asks(company, exports, tmp_path):
    with company.acting("lilei"):
        for log in ("journal", "security"):
            found = exports.count(log, {}, 1000)
            assert exports.write(log, "csv", tmp_path / "all.csv", {}) == found > 1 and exports.count(log, {}, 2) == 2
    with company.acting("sun"), pytest.raises(Forbidden):
        exports.count("journal", {}, 1)
