"""What the statements of every module do: access and versions seen through customers, and each column of every module."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any, get_origin

import pytest

from crm.dao.kit.driver import hints_of
from crm.dao.kit.record import RecordDao
from crm.domain.kit.filter import Query, parse_sort
from crm.domain.kit.money import Money
from tests.kit.rows import NOON
from tests.unit.sql.test_statements import daos

# A value of each type that no other column holds, so that one that lands in another's place is seen.
DISTINCT: dict[str, Callable[[int], Any]] = {
    "int": lambda n: 500_000 + n,
    "str": "v{}".format,
    "Sealed": "v{}".format,
    "float": float,
    "bool": lambda n: n % 2 == 0,
    "Decimal": Decimal,
    "Money": Money,
    "date": lambda n: date(2026, 1, 1) + timedelta(days=n),
    "datetime": lambda n: NOON + timedelta(hours=n),
    "dict": lambda n: {"n": n},
    "list": lambda n: [f"v{n}"],
}


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


def filled(dao: RecordDao, statement: str, numbers: Any) -> dict[str, Any]:
    """What the statement writes, each column with a value of its own."""
    found = dao.mapper.find(statement, dao.db.dialect)
    assert found
    hints = hints_of(dao.module.row)
    return {name: DISTINCT[(get_origin(hints[name]) or hints[name]).__name__](next(numbers)) for name in found.parameters & set(hints)}


def kept(dao: RecordDao, wanted: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What came back otherwise than it was written: wanted and found, by column."""
    (found,) = dao.find([wanted["id"]])
    return {name: (value, getattr(found, name)) for name, value in wanted.items() if getattr(found, name) != value}


def differing(dao: RecordDao) -> dict[str, Any]:
    """What the six statements of a module do not do as they should."""
    numbers = count(1)
    rows = [filled(dao, "insert", numbers) | {"version": 1} for _ in range(3)]
    dao.insert(rows)
    wrong: dict[str, Any] = {"insert": kept(dao, rows[0])}
    ids = {row["id"] for row in rows}
    for name in dao.module.sorts:
        query = Query(sort=parse_sort(dao.module, f"-{name}"))
        listed = [one.id for one in dao.page(query, 999) if one.id in ids]
        wrong[f"sort {name}"] = listed if set(listed) != ids or dao.count(query, 999) < 3 else None
    moved = filled(dao, "update", numbers)
    derived = {"stage_at": moved["updated_at"]} if "stage_at" in rows[0] else {}  # it moves with the stage, unless it is given
    changed = rows[0] | derived | moved | {"id": rows[0]["id"], "version": 1}
    wrong["update"] = dao.update([changed | {"next_version": 2}]) != 1 or kept(dao, changed | {"version": 2})
    wrong["stale"] = dao.update([changed | {"next_version": 3}]) or dao.mark_removed([changed | {"removed_at": NOON, "now": NOON}])
    wrong["others"] = kept(dao, rows[1])
    removed = dao.mark_removed([{"id": changed["id"], "version": 2, "removed_at": NOON, "now": NOON}])
    wrong["removed"] = removed != 1 or dao.find([changed["id"]]) or changed["id"] in {one.id for one in dao.page(Query(), 999)}
    return {name: one for name, one in wrong.items() if one}


def test_every_module_reads_back_each_column_as_it_was_written_and_leaves_newer_rows_alone(company, rows):
    kinds = [cls for cls in daos() if issubclass(cls, RecordDao)]
    with company.acting("lilei"):
        found = {cls.module.name: differing(cls(rows.db)) for cls in kinds}
    assert len(found) > 80 and {name: one for name, one in found.items() if one} == {}
