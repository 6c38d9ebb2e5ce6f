"""The journal as a file: of records and fields that somebody may not see it holds no values."""

import json
from dataclasses import replace

import pytest

from crm import current
from crm.domain.customer.account import AccountDraft
from crm.domain.kit.access import Scope
from crm.errors import Forbidden, Invalid


@pytest.fixture
def exports(company):
    with company.acting("wang"):
        accounts = company.container.customer.account()
        made = accounts.create(AccountDraft.parse({"name": "云帆", "city": "北京"}))
        accounts.change(made.id, {"city": "上海"})
    return company.container.trace.journal_export()


def words(found):
    return found.verb, found.source, found.module


def test_values_are_those_of_records_that_whoever_takes_them_may_see(company, exports, tmp_path):
    path = tmp_path / "journal.json"
    for account, grants, seen in (("lilei", {}, True), ("chen", {"journal.export": Scope.ALL}, False)):
        actor = company.actor(account)
        held = replace(actor.grants, scopes={**actor.grants.scopes, **grants})
        with company.acting(account), current.acting(actor=replace(actor, grants=held)):
            assert exports.changes(path, words, module_name="account") == 2
        rows = json.loads(path.read_text())["records"]
        assert [row["Module"] for row in rows] == ["account", "account"]
        assert ("上海" in path.read_text(), "北京" in path.read_text()) == (seen, seen)
    (event, *_) = company.container.platform.security().lines(1)
    assert (event.kind, event.n, event.detail["module"]) == ("export", 2, "journal")


def test_without_the_right_nothing_is_written(company, exports, tmp_path):
    with company.acting("sun"), pytest.raises(Forbidden):
        exports.changes(tmp_path / "journal.csv", words)


def test_many_rows_leave_with_a_reason_that_stands_in_the_file_and_with_the_event(company, exports, tmp_path):
    path = tmp_path / "journal.json"
    with company.acting("lilei"):
        company.container.platform.setting().change({"export_reason": "1"})
        with pytest.raises(Invalid) as refused:
            exports.changes(path, words, module_name="account")
        assert [*refused.value.fields] == ["reason"]
        assert exports.changes(path, words, "年度审计", module_name="account") == 2
        found = json.loads(path.read_text())
        assert "年度审计" in found["mark"] and "李雷" in found["mark"] and len(found["records"]) == 2
        (event, *_) = company.container.platform.security().lines(1)
        assert (event.kind, event.detail["reason"]) == ("export", "年度审计")
