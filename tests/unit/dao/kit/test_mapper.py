"""The language of the SQL files: each mark does what it says, and what is not understood is refused."""

import pytest

from crm.dao.kit.driver import DRIVERS, compile_sql
from crm.dao.kit.mapper import Mapper, MapperError, Statement


@pytest.fixture
def read(tmp_path):
    """The statements of an SQL text."""

    def reader(text: str) -> Mapper:
        path = tmp_path / "thing.sql"
        path.write_text(text, encoding="utf-8")
        return Mapper(path)

    return reader


@pytest.fixture
def one(read):
    """The one statement of a body."""
    return lambda body: read(f"-- :name it :many\n{body}\n").statement("it", "sqlite")


def text(statement: Statement, **values) -> str:
    return statement.text(statement.shape(values))


def test_a_statement_has_its_name_its_verb_and_a_label_with_the_file(read):
    found = read("-- Head.\n\n-- :name find :many\nSELECT 1;\n\n-- :name count :scalar\nSELECT 2;\n")
    assert found.names == {"find", "count"}
    statement = found.statement("count", "sqlite")
    assert (statement.label, statement.gives, text(statement)) == ("thing.count", "scalar", "SELECT 2")


@pytest.mark.parametrize("gives", ["one", "many", "scalar", "affected", "batch"])
def test_every_verb_is_understood(read, gives):
    assert read(f"-- :name it :{gives}\nSELECT 1\n").statement("it", "sqlite").gives == gives


def test_a_guarded_line_stands_only_when_its_value_is_given(one):
    statement = one("SELECT 1\n WHERE TRUE\n   AND a = :x   -- :if x\n   AND b = 1    -- :unless x")
    assert text(statement, x=5) == "SELECT 1\n WHERE TRUE\n   AND a = :x"
    assert text(statement, x=None) == text(statement) == "SELECT 1\n WHERE TRUE\n   AND b = 1"


@pytest.mark.parametrize(
    ("body", "steady"),
    [
        ("SELECT 1 WHERE id = :id", False),
        ("-- :steady\nSELECT 1 WHERE id = :id", True),
        ("SELECT 1 WHERE name = 'x'", True),
        ("SELECT 1 FROM t x WHERE TRUE -- :visible x", False),
        ("INSERT INTO t (a) VALUES (:a)", True),
        ("INSERT INTO t (a) SELECT :a FROM u", False),
        ("UPDATE t SET a = 1 WHERE b = :b", False),
    ],
)
def test_what_is_planned_once_says_so_or_has_no_values_to_look_at(one, body, steady):
    assert one(body).steady is steady


@pytest.mark.parametrize("given", [[], 0, False, ""])
def test_a_value_is_given_unless_it_is_none(one, given):
    assert ":x" in text(one("SELECT 1 WHERE TRUE\n AND a IN (:x) -- :if x"), x=given)


def test_a_block_stands_or_falls_as_one(one):
    statement = one("SELECT 1\n-- :if x\n  FROM a\n WHERE b = :x\n-- :end\n-- :unless x\n  FROM c\n-- :end\n LIMIT 1")
    assert text(statement, x=1) == "SELECT 1\n  FROM a\n WHERE b = :x\n LIMIT 1"
    assert text(statement) == "SELECT 1\n  FROM c\n LIMIT 1"


def test_orders_are_offered_by_name(one):
    statement = one("SELECT 1 ORDER BY :sort\n-- :sort newest  a.created_at DESC, a.id DESC\n-- :sort name    a.name, a.id")
    assert statement.sorts == {"newest": "a.created_at DESC, a.id DESC", "name": "a.name, a.id"}
    assert statement.parameters == set()


@pytest.mark.parametrize("word", ["visible", "anywhere", "opened", "filter", "after"])
def test_a_mark_takes_the_place_of_its_true(one, word):
    statement = one(f"SELECT 1\n WHERE x = TRUE\n   AND (TRUE OR FALSE) -- :{word} a contact")
    (mark,) = statement.marks
    assert (mark.word, mark.alias, mark.module) == (word, "a", "contact")
    assert text(statement) == f"SELECT 1\n WHERE x = TRUE\n   AND ({mark.token} OR FALSE)"


def test_a_mark_may_stand_on_the_last_line(one):
    statement = one("SELECT 1\n WHERE TRUE;    -- :visible a")
    assert text(statement).endswith(statement.marks[0].token)


def test_a_tag_chooses_the_database(read):
    found = read("-- :name it :many\nSELECT 1\n-- :name it :many postgresql\nSELECT 2\n-- :name other :affected sqlite\nSELECT 3\n")
    assert text(found.statement("it", "sqlite")) == "SELECT 1"
    assert text(found.statement("it", "postgresql")) == "SELECT 2"
    assert found.find("other", "postgresql") is None
    with pytest.raises(MapperError, match="no statement other for postgresql"):
        found.statement("other", "postgresql")


def test_comments_do_not_reach_the_database(one):
    assert text(one("-- What it is for.\nSELECT 1   -- why\n  FROM a\n\n WHERE b = 2;  -- the end")) == "SELECT 1\n  FROM a\n WHERE b = 2"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("SELECT 1 WHERE TRUE -- :visble a", "not understood"),
        ("SELECT 1 WHERE 1 = 1 -- :visible a", "not understood"),
        ("SELECT 1 WHERE TRUE -- :visible", "not understood"),
        ("SELECT 1 -- :if", "not understood"),
        ("SELECT 1 -- :when x", "not understood"),
        ("SELECT 1\n-- :names other :many\nSELECT 2", "not understood"),
        ("SELECT 1\n-- :name other :maybe\nSELECT 2", "not understood"),
        ("SELECT 1\n-- :name other :many oracle\nSELECT 2", "not understood"),
        ("SELECT 1\n-- :if x\n WHERE a = :x", "no -- :end"),
        ("-- only words", "is empty"),
        ("SELECT 1\n-- :name it :many\nSELECT 2", "there twice"),
    ],
)
def test_what_is_not_the_language_is_refused(one, body, why):
    with pytest.raises(MapperError, match=why):
        one(body)


def test_a_guard_inside_a_block_is_refused(one):
    with pytest.raises(MapperError, match="inside"):
        one("SELECT 1\n-- :if x\n AND a = :y -- :if y\n-- :end")


@pytest.mark.parametrize(
    ("sql", "binds"),
    [
        ("SELECT :a, :b_2", {"a", "b_2"}),
        ("SELECT ':a', 'it''s :b', :c", {"c"}),
        ("SELECT x::text, :d::int", {"d"}),
        ("SELECT '12:30', a FROM b WHERE c = :e", {"e"}),
    ],
)
def test_binds_are_told_from_colons_in_text_and_casts(one, sql, binds):
    assert one(sql).parameters == binds


@pytest.mark.parametrize(
    ("sql", "writes"),
    [
        ("SELECT a FROM b", False),
        ("WITH x AS (SELECT 1) SELECT * FROM x", False),
        ("WITH x AS (DELETE FROM b WHERE c = 1 RETURNING c) SELECT * FROM x", True),
        ("SELECT a FROM b FOR UPDATE", True),
        ("UPDATE b SET a = 1 WHERE c = 2", True),
        ("INSERT INTO b (a) VALUES (1)", True),
        ("DELETE FROM b WHERE a = 1", True),
        ("REPLACE INTO b (a) VALUES (1)", True),
        ("SELECT setval('s', 1)", True),
    ],
)
def test_what_writes_is_known_as_such(one, sql, writes):
    assert one(sql).writes is writes


@pytest.mark.parametrize("dialect", DRIVERS)
def test_the_driver_is_given_signs_a_label_and_its_values_in_order(dialect):
    made = compile_sql("SELECT ':no', :a WHERE b = :b AND c = :a", "thing.it", DRIVERS[dialect])
    sign = DRIVERS[dialect].sign
    assert made.sql == f"/* thing.it */ SELECT ':no', {sign} WHERE b = {sign} AND c = {sign}"
    assert made.bind({"a": 1, "b": 2, "c": 3}, DRIVERS[dialect].value_in, DRIVERS[dialect].list_in) == (1, 2, 1)


@pytest.mark.parametrize(
    ("dialect", "sql"),
    [
        ("sqlite", "a IN (SELECT value FROM json_each(?)) AND b NOT IN (SELECT value FROM json_each(?))"),
        ("postgresql", "a = ANY(%s) AND b <> ALL(%s)"),
    ],
)
def test_a_list_is_one_bind(dialect, sql):
    driver = DRIVERS[dialect]
    made = compile_sql("a IN (:ids) AND b NOT IN ( :names )", "x.y", driver)
    assert made.sql == f"/* x.y */ {sql}"
    assert made.lists == {"ids", "names"}


def test_a_percent_sign_is_no_placeholder():
    assert compile_sql("a LIKE '50%'", "x.y", DRIVERS["postgresql"]).sql == "/* x.y */ a LIKE '50%%'"
    assert compile_sql("a LIKE '50%'", "x.y", DRIVERS["sqlite"]).sql == "/* x.y */ a LIKE '50%'"
