"""The one write path: rows, index, journal and event together, or nothing."""

from dataclasses import replace

import pytest

from crm.domain.customer.account import MODULE
from crm.domain.kit.event import RecordsWritten
from crm.errors import Conflict


@pytest.fixture
def accounts(company):
    return company.container.customer.account()


@pytest.fixture
def heard(accounts, monkeypatch):
    """The events RecordsWritten, as they are told."""
    events, found = accounts.writer.events, []
    publish = events.publish
    monkeypatch.setattr(events, "publish", lambda event: (found.append(event), publish(event)))
    return lambda: [event for event in found if isinstance(event, RecordsWritten)]


def new(company, name, **more):
    return MODULE.row(name=name, kind="company", owner_id=company.users["wang"], department_id=company.departments["east"], **more)


def test_new_rows_get_ids_versions_times_one_change_set_and_one_event(company, accounts, heard):
    with company.acting("wang"), accounts.db.transaction():
        made = accounts.writer.insert(MODULE, accounts.records, [new(company, "云帆"), new(company, "远航")])
        assert {row.name for row in accounts.records.find([row.id for row in made])} == {"云帆", "远航"}
        lines = [accounts.writer.journal.journal.history("account", row.id, 5) for row in made]
    assert [(row.version, row.created_by) for row in made] == [(1, company.users["wang"])] * 2
    assert len({line.change_set_id for (line,) in lines}) == 1
    assert [event.ids for event in heard()] == [tuple(row.id for row in made)]


def test_what_did_not_change_is_not_written(company, accounts, heard):
    with company.acting("wang"), accounts.db.transaction():
        (row,) = accounts.writer.insert(MODULE, accounts.records, [new(company, "云帆")])
        assert accounts.writer.update(MODULE, accounts.records, [(row, replace(row, updated_by=7))]) is None
        assert accounts.records.find([row.id])[0].version == 1
    assert len(heard()) == 1


def test_of_several_rows_none_is_written_when_one_was_changed_meanwhile(company, accounts):
    with company.acting("wang"):
        with accounts.db.transaction():
            rows = accounts.writer.insert(MODULE, accounts.records, [new(company, "云帆"), new(company, "远航")])
        accounts.change(rows[1].id, {"city": "上海"}, 1)
        with pytest.raises(Conflict), accounts.db.transaction():
            accounts.writer.update(MODULE, accounts.records, [(row, replace(row, city="北京")) for row in rows])
        assert [accounts.get(row.id).city for row in rows] == [None, "上海"]


def test_what_is_taken_out_of_sight_comes_back_as_it_was(company, accounts):
    search = company.container.platform.search()
    with company.acting("lilei"):
        with accounts.db.transaction():
            (row,) = accounts.writer.insert(MODULE, accounts.records, [new(company, "云帆", city="北京")])
            accounts.writer.remove(MODULE, accounts.records, [row])
            assert (accounts.records.find([row.id]), search.find("云帆")) == ([], [])
            (gone,) = accounts.records.find([row.id], removed=True)
            accounts.writer.restore(MODULE, accounts.records, [gone])
        found = accounts.get(row.id)
        assert (found.name, found.city, found.version) == ("云帆", "北京", 3)
        assert [hit.id for hit in search.find("云帆")] == [row.id]
