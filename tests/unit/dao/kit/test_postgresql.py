"""What a connection to PostgreSQL keeps the plans of, and how one that the server has ended is replaced."""

from collections.abc import Iterator

import psycopg
import pytest

from crm.dao.kit import postgresql
from crm.dao.kit.database import Database
from crm.dao.kit.driver import compile_sql
from crm.dao.kit.mapper import Statement
from crm.errors import Away

PLANS = "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE %s"
TIMES = 30


@pytest.fixture
def server(postgres_url) -> Iterator[Database]:
    """With one connection, which was not used yet."""
    made = Database(postgres_url, 1)
    yield made
    made.engine.dispose()


def statement(steady: bool) -> Statement:
    return Statement(f"relation.{steady}", "many", [(None, "SELECT 1 FROM pg_class WHERE relname IN (:names)")], steady=steady)


def run(server: Database, steady: bool, writes: bool) -> tuple[int, int] | None:
    """How often the general plan was followed, and how often one of its own."""
    told = statement(steady)
    for _ in range(TIMES):
        with server.transaction(writes=writes):
            assert len(server.run(told, {"names": ["pg_class"]}, int)) == 1
    with server.transaction(writes=False) as work:
        work.cursor.execute(PLANS, [f"/* relation.{steady} %"])
        return work.cursor.fetchone()


@pytest.mark.parametrize("writes", [False, True])
def test_what_is_read_the_same_way_whatever_its_values_is_planned_once(server, writes):
    general, own = run(server, True, writes)
    assert general > 0
    assert own <= 6


@pytest.mark.parametrize("writes", [False, True])
def test_all_else_is_planned_for_the_values_at_hand(server, writes):
    assert run(server, False, writes) is None


@pytest.mark.parametrize(("rows", "kept"), [(1, True), (postgresql.FEW, True), (postgresql.FEW + 1, False)])
def test_what_is_written_for_many_rows_at_once_is_planned_for_their_values(server, rows, kept):
    told = Statement("row.put", "batch", [(None, "UPDATE kept_row SET value = :value WHERE value = :old")])
    with server.transaction() as work:
        work.cursor.execute("CREATE TEMPORARY TABLE kept_row (value INTEGER) ON COMMIT DROP")
        for _ in range(TIMES):
            assert server.run_batch(told, [{"value": 1, "old": at} for at in range(rows)]) == 0
        work.cursor.execute(PLANS, ["/* row.put %"])
        general, _ = work.cursor.fetchone()
    assert (general > 0) is kept


def test_a_connection_that_the_server_has_ended_is_replaced_before_anybody_notices(server, postgres_url):
    def number() -> int:
        with server.transaction(writes=False) as work:
            return work.cursor.execute("SELECT pg_backend_pid()").fetchone()[0]

    first = number()
    assert number() == first
    with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as other:
        assert other.execute("SELECT pg_terminate_backend(%s, 5000)", [first]).fetchone()[0]
    assert number() != first


def test_a_connection_that_lay_idle_is_asked_whether_it_is_alive(server, monkeypatch):
    with server.transaction(writes=False) as work:
        kept = work.cursor.connection
    monkeypatch.setattr(postgresql, "TRUSTED", 0.0)
    with server.transaction(writes=False) as work:  # it answers
        assert work.cursor.connection is kept
    monkeypatch.setattr(postgresql, "_is_quiet", lambda connection: True)
    kept.pgconn.finish()  # as if something on the way had dropped it
    with server.transaction(writes=False) as work:
        assert work.cursor.connection is not kept


def test_a_server_that_is_away_is_said_to_be(server, monkeypatch):
    with server.transaction(writes=False):
        pass
    monkeypatch.setattr(postgresql, "TRUSTED", 0.0)
    monkeypatch.setattr(server.engine.pool, "_creator", _refused)
    monkeypatch.setattr(psycopg.Connection, "execute", _refused)
    with pytest.raises(Away), server.transaction(writes=False):
        pass


def _refused(*_: object, **__: object) -> None:
    raise psycopg.OperationalError("connection refused")


@pytest.mark.parametrize(
    ("sql", "single"),
    [
        ("a IN (:names)", "a = %s"),
        ("a NOT IN (:names)", "a <> %s"),
        ("a IN (:names) OR b IN (:names)", "a = %s OR b = %s"),
    ],
)
def test_of_a_list_of_one_the_database_knows_that_it_is_one(server, sql, single):
    whole = compile_sql(sql, "x.y", server.driver)
    assert whole.pure == {"names"}
    made = compile_sql(sql, "x.y", server.driver, frozenset({"names"}))
    assert made.sql == f"/* x.y */ {single}"
    assert set(made.bind({"names": {"access"}}, server.driver.value_in, server.driver.list_in)) == {"access"}


def test_a_list_that_is_read_otherwise_too_stays_a_list(server):
    assert compile_sql("a IN (:names) AND b = CAST(:names AS JSONB)", "x.y", server.driver).pure == frozenset()
