"""Indexes over added fields: made once, used by the filter, dropped by name alone."""

from types import SimpleNamespace

import pytest

from crm.dao.kit.condition import Compiler
from crm.dao.kit.driver import compile_sql
from crm.dao.kit.index import Indexes, indexes
from crm.domain.kit.field import Field
from crm.domain.kit.filter import Condition, Group, Query

PRICE = Field("number", "Price", name="x_price", custom=True)
NOTE = Field("text", "Note", name="x_note", custom=True, indexed=True)


LIKED = Field("choices", "Liked", name="x_liked", custom=True, indexed=True)


SERVED = [(PRICE, "is", 5), (NOTE, "is", "云帆"), (LIKED, "empty", None), (LIKED, "any", ("a",))]


@pytest.mark.parametrize(("field", "operator", "value"), SERVED)
def test_an_index_is_made_once_serves_the_filter_and_is_dropped(db, field, operator, value):
    if operator == "any" and db.dialect == "sqlite":
        return  # kept beside the records
    made, names = Indexes(db), set(indexes("account", field, db.dialect))
    there, name = made.names(), f"added_{'no_' if operator == 'empty' else ''}account_{field.name[2:]}"
    for _ in range(2):
        made.create("account", field)
    assert made.names() - there == names and name in names
    values: dict = {}
    described = SimpleNamespace(whole={field.name: field})
    where = Compiler(values, db.dialect).part(Condition(field.name, operator, value), described, "a")
    compiled = compile_sql(f"SELECT a.id FROM account a WHERE {where}", "x", db.driver)
    with db.transaction() as work:
        if db.dialect == "postgresql":
            work.cursor.execute("SET LOCAL enable_seqscan = off")
        explain = "EXPLAIN QUERY PLAN" if db.dialect == "sqlite" else "EXPLAIN"
        work.cursor.execute(f"{explain} {compiled.sql}", compiled.bind(values, db.driver.value_in, db.driver.list_in))
        assert name in str(work.cursor.fetchall())
    for _ in range(2):
        for one in names:
            made.drop(one)
    assert made.names() == there


TRICKY = ["云帆", 'a "b" c', 'a "b" d', "a ", "tab\there", 'x","x_note":"云帆', "back\\slash", "a\u2028b"]


def test_free_text_is_found_by_its_index_whatever_stands_in_it(company):
    fields, service = company.container.platform.field(), company.container.customer.account()
    with company.acting("lilei"):
        raw = {"module": "account", "name": "x_note", "kind": "text", "label_zh": "摘要", "indexed": "yes"}
        fields.create(fields.module.draft.parse(raw))
        company.container.platform.field_tend().index()
        made = {text: service.create(service.module.draft.parse({"name": "云帆", "x_note": text})).x_note for text in TRICKY}
        for text, kept in made.items():
            found = service.page(Query(Group((Condition("x_note", "is", kept),))))
            assert [row.x_note for row in found] == [kept], text


@pytest.mark.parametrize("name", ["account_by_owner", "added_a; DROP TABLE account", "added_"])
def test_no_other_index_can_be_dropped(sqlite_db, name):
    with pytest.raises(ValueError, match=name):
        Indexes(sqlite_db).drop(name)
