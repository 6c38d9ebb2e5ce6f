"""Indexes over added fields: made once, used by the filter, dropped by name alone."""

import pytest

from crm.dao.kit.custom import expression
from crm.dao.kit.index import Indexes, index_name
from crm.domain.kit.field import Field

PRICE = Field("number", "Price", name="x_price", custom=True)


def test_an_index_is_made_once_serves_the_filter_and_is_dropped(db):
    indexes, name = Indexes(db), index_name("account", PRICE)
    for _ in range(2):
        indexes.create("account", PRICE)
    assert indexes.names() == {name} == {"added_account_price"}
    with db.transaction() as work:
        if db.dialect == "postgresql":
            work.cursor.execute("SET LOCAL enable_seqscan = off")
        explain = "EXPLAIN QUERY PLAN" if db.dialect == "sqlite" else "EXPLAIN"
        work.cursor.execute(f"{explain} SELECT a.id FROM account a WHERE {expression(PRICE, 'a', db.dialect)} = 5")
        assert name in str(work.cursor.fetchall())
    for _ in range(2):
        indexes.drop(name)
    assert indexes.names() == set()


@pytest.mark.parametrize("name", ["account_by_owner", "added_a; DROP TABLE account", "added_"])
def test_no_other_index_can_be_dropped(sqlite_db, name):
    with pytest.raises(ValueError, match=name):
        Indexes(sqlite_db).drop(name)
