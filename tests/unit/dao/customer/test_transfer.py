"""Imports in the database: each run its person's own, each batch done once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crm.domain.customer.account import AccountDraft
from crm.domain.customer.transfer import ImportRun

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


@pytest.fixture
def transfers(company):
    dao = company.container.customer.transfer_dao()
    with dao.db.transaction():
        yield dao


@pytest.fixture
def run(company, transfers):
    made = ImportRun(
        id=1, module="account", file_name="a.csv", path="x", kind="csv", encoding="utf-8", delimiter=",", sheet=None, sheets=[],
        header=["名称"], mapping=["name"], options={}, fixes={}, state="draft", estimated=10,
        position=0, created=0, updated=0, skipped=0, failed=0, companies=0, group_id=None,
        actor_id=company.users["wang"], error=None, created_at=NOON, started_at=None, ended_at=None,
    )  # fmt: skip
    transfers.insert(made)
    return made


def test_a_run_is_found_by_whoever_began_it_alone(company, transfers, run):
    wang, zhao = company.users["wang"], company.users["zhao"]
    assert transfers.get(1, wang) == run and transfers.get(1, zhao) is None
    transfers.insert(replace(run, id=2, module="contact"))
    assert [one.id for one in transfers.page(wang, 10)] == [2, 1]
    assert [one.id for one in transfers.page(wang, 10, before_id=2)] == [1]
    assert [one.id for one in transfers.page(wang, 10, module_name="contact")] == [2]
    assert transfers.page(zhao, 10) == []


def test_a_batch_is_counted_once_however_many_workers_did_it(company, transfers, run):
    wang = company.users["wang"]
    assert transfers.begin(1, "checked", "running", NOON) == 0
    assert transfers.begin(1, "draft", "running", NOON, group_id=77, anew=True) == 1
    assert transfers.advance(1, "running", 0, 5, 4, 0, 0, 1, 2) == 1
    assert transfers.advance(1, "running", 0, 5, 4, 0, 0, 1, 2) == 0
    found = transfers.get(1, wang)
    assert (found.position, found.created, found.failed, found.companies, found.group_id) == (5, 4, 1, 2, 77)
    assert transfers.begin(1, "running", "running", NOON) == 1 and transfers.get(1, wang).position == 5
    assert transfers.begin(1, "running", "checked", NOON, anew=True) == 1 and transfers.get(1, wang).position == 0


def test_a_file_is_read_otherwise_only_before_it_is_imported(company, transfers, run):
    new = {"encoding": "gbk", "delimiter": ";", "sheet": None, "header": ["客户"], "mapping": ["name"], "options": {"region": "US"}}
    assert transfers.read_as(1, **new, fixes={"3": {"0": "x"}}, estimated=3) == 1
    found = transfers.get(1, company.users["wang"])
    assert (found.encoding, found.header, found.options, found.fixes, found.estimated) == (
        "gbk", ["客户"], {"region": "US"}, {"3": {"0": "x"}}, 3,
    )  # fmt: skip
    transfers.begin(1, "draft", "running", NOON)
    assert transfers.read_as(1, **new, fixes={}, estimated=3) == 0
    assert transfers.finish(1, "running", "failed", ["Why"], NOON + timedelta(hours=1)) == 1
    found = transfers.get(1, company.users["wang"])
    assert (found.state, found.error, found.ended_at) == ("failed", ["Why"], NOON + timedelta(hours=1))


def test_problems_come_in_the_order_of_the_file_and_go_with_their_run(transfers, run):
    def row(line: int, position: int, outcome: str) -> dict:
        return {
            "run_id": 1, "line": line, "position": position, "outcome": outcome,
            "header": "", "value": "", "reason": ["x"], "record_id": None,
        }  # fmt: skip

    transfers.put_problems([row(3, 0, "failed"), row(2, 1, "noted"), row(2, 0, "failed"), row(9, 0, "skipped")])
    transfers.put_problems([row(3, 0, "noted")])  # a batch that is done again
    every = ["failed", "noted", "skipped"]
    assert [(one.line, one.position) for one in transfers.problems(1, 0, 0, every, 10)] == [(2, 0), (2, 1), (3, 0), (9, 0)]
    assert [(one.line, one.position) for one in transfers.problems(1, 2, 0, every, 2)] == [(2, 1), (3, 0)]
    assert [one.line for one in transfers.problems(1, 0, 0, ["failed"], 10)] == [2, 3]
    assert transfers.problems(1, 0, 0, [], 10) == []
    assert (transfers.drop_problems(1), transfers.drop(1)) == (4, 1)


def test_made_are_the_records_that_the_run_created_not_those_it_changed(company, transfers):
    accounts = company.container.customer.account()
    with company.acting("wang", group_id=900_001):
        new = accounts.create(AccountDraft.parse({"name": "新建"}))
    with company.acting("wang"):
        old = accounts.create(AccountDraft.parse({"name": "原有"}))
    with company.acting("wang", group_id=900_001):
        accounts.change(old.id, {"city": "上海"})
    assert transfers.made(900_001, "account", [new.id, old.id]) == [new.id]
    assert transfers.made(900_001, "contact", [new.id]) == [] == transfers.made(900_002, "account", [new.id])


def test_a_mapping_is_saved_under_its_name_and_left_alone_by_others(company, transfers):
    wang, zhao = company.users["wang"], company.users["zhao"]
    assert transfers.save_mapping(1, "account", "展会", {"a": "name"}, {}, wang, NOON) == 1
    assert transfers.save_mapping(2, "account", "展会", {"b": "city"}, {}, zhao, NOON) == 0
    assert transfers.save_mapping(3, "account", "展会", {"c": "phone"}, {"region": "US"}, wang, NOON) == 1
    [found] = transfers.mappings("account", 10)
    assert (found.id, found.fields, found.options, found.actor_name) == (1, {"c": "phone"}, {"region": "US"}, "王强")
    assert transfers.mappings("contact", 10) == []
    assert (transfers.drop_mapping(1, zhao), transfers.drop_mapping(1, wang)) == (0, 1)
