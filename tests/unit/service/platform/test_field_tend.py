"""What follows a change of added fields: indexes on demand, formulas of records that were there before."""

from decimal import Decimal

import pytest

from crm.dao.kit.filter import compile_filter, compile_sort
from crm.domain.kit.filter import parse_address, parse_sort


@pytest.fixture
def fields(company):
    made = company.container.platform.field()
    yield made
    indexes = company.container.platform.indexes()
    for name in indexes.names():
        indexes.drop(name)


def add(fields, **raw):
    return fields.create(fields.module.draft.parse({"module": "account", "kind": "text", "label_zh": "等级", **raw}))


def run(company):
    """The jobs that wait; the snapshot of whoever looks afterwards is the new one."""
    company.container.platform.job_runner().run_due()


def plan(company, accounts, condition, sort):
    """How the database would find a page of this filter and order."""
    module, db, values = accounts.module, accounts.db, {}
    where = compile_filter(parse_address(module, [condition]), "", module, "a", values, db.dialect)
    order = compile_sort(parse_sort(module, sort), module, "a", db.dialect)
    for name, value in values.items():
        where = where.replace(f":{name}", str(value) if isinstance(value, (int, Decimal)) else f"'{value}'")
    with db.transaction(writes=False) as work:
        if db.dialect == "postgresql":
            work.cursor.execute("SET LOCAL enable_seqscan = off")
            work.cursor.execute("SET LOCAL enable_sort = off")
        explain = "EXPLAIN QUERY PLAN" if db.dialect == "sqlite" else "EXPLAIN"
        work.cursor.execute(f"{explain} SELECT a.id FROM account a WHERE {where} ORDER BY {order} LIMIT 50")
        return " ".join(str(part) for line in work.cursor.fetchall() for part in line)


@pytest.mark.parametrize(
    ("kind", "condition"),
    [
        ("number", "is:7"),
        ("mail", "is:a@b.cn"),
        ("money", "at_least:7"),
        ("date", "on:2026-11-21"),
        ("time", "is:09:30"),
        ("yesno", "is:yes"),
    ],
)
def test_an_index_is_made_on_demand_and_serves_filter_and_sort(company, fields, kind, condition):
    accounts = company.container.customer.account()
    with company.acting("lilei"):
        add(fields, name="x_it", kind=kind, currency="CNY", indexed="yes")
        run(company)
        assert "added_account_it" in plan(company, accounts, f"x_it:{condition}", "x_it")
        assert "added_account_it" in plan(company, accounts, f"x_it:{condition}", "-x_it")


def test_an_index_that_is_no_longer_asked_for_goes(company, fields):
    with company.acting("lilei"):
        made = add(fields, name="x_it", kind="number", indexed="yes")
        run(company)
        assert company.container.platform.indexes().names() == {"added_account_it"}
        fields.remove_all([made.id])
        run(company)
    assert company.container.platform.indexes().names() == set()


def test_a_new_formula_is_worked_out_for_the_records_that_are_there(company, fields):
    accounts = company.container.customer.account()
    with company.acting("lilei"):
        row = accounts.create(accounts.module.draft.parse({"name": "北京云帆", "revenue": "10"}))
        made = add(fields, name="x_double", kind="formula", formula="revenue * 2")
        run(company)
        assert accounts.get(row.id).x_double == 20
        fields.change(made.id, {"formula": "revenue * 3"})
        run(company)
        assert (accounts.get(row.id).x_double, accounts.get(row.id).version) == (30, row.version)


def test_keys_of_a_unique_field_follow_what_happened_while_it_was_removed(company, fields):
    accounts = company.container.customer.account()
    with company.acting("lilei"):
        made = add(fields, name="x_code", is_unique="yes")
        first = accounts.create(accounts.module.draft.parse({"name": "北京云帆", "x_code": "A-1"}))
        fields.remove_all([made.id])
        accounts.remove_all([first.id])
        fields.restore(made.id)
        run(company)
        assert accounts.create(accounts.module.draft.parse({"name": "上海别家", "x_code": "A-1"})).x_code == "A-1"
