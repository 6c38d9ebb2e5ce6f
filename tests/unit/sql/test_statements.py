"""Every statement of every mapper is prepared on both databases: bare, full, each guard alone, each order."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, get_args, get_origin, get_type_hints

import pytest

import crm.dao
from crm.current import Actor, acting
from crm.dao.kit.base import Dao, statement
from crm.dao.kit.database import Database
from crm.dao.kit.driver import hints_of, plain_hint
from crm.dao.kit.mapper import MapperError, Statement
from crm.dao.kit.migration import migrations
from crm.domain.kit.access import VERBS, Grants, Scope
from crm.domain.kit.filter import Condition, Group, Query, Sort, parse_sort
from crm.domain.kit.module import Module, modules
from crm.domain.kit.money import Money
from crm.domain.kit.sealed import Sealed, SealedJson
from crm.paths import SQL
from crm.service.platform.keyring import Keyring
from crm.service.platform.vault import Vault
from tests.kit import databases

SAMPLES: dict[Any, Any] = {
    int: 1, str: "1", float: 1.5, bool: True, Decimal: Decimal("1.5"), date: date(2026, 11, 21),
    datetime: datetime(2026, 11, 21, tzinfo=UTC), dict: {}, Any: {}, Money: Money("1.5"), Sealed: "1", SealedJson: "{}",
}  # fmt: skip


class Preparing(Database):
    """Runs what selects, and has the database explain what writes."""

    def run(self, statement: Statement, values: dict[str, Any], row: type | None) -> Any:
        if statement.lines[0][1].lstrip().upper().startswith(("SELECT", "WITH")):
            return super().run(statement, values, row)
        self._explain(statement, values)

    def run_batch(self, statement: Statement, batch: list[dict[str, Any]]) -> int:
        for values in batch:
            self._explain(statement, values)
        return 0

    def _explain(self, statement: Statement, values: dict[str, Any]) -> None:
        compiled, cursor = self._compile(statement, values), self.work.cursor
        cursor.execute(f"EXPLAIN {compiled.sql}", compiled.bind(values, self.driver.value_in, self.driver.list_in))
        cursor.fetchall()


@pytest.fixture(scope="module", params=list(databases.ENGINES))
def db(request) -> Iterator[Preparing]:
    for made in databases.ENGINES[request.param]():
        made.__class__, made.vault = Preparing, Vault(Keyring("a secret of the tests"))
        with made.transaction() as work:  # the tenant directory is a database of its own, yet its statements stand with the others
            for one in migrations(SQL / "directory" / "schema"):
                for text in one.statements(made.dialect):
                    work.cursor.execute(text)
        yield made


def daos() -> list[type[Dao]]:
    """Every mapper interface that has statements."""
    for info in pkgutil.walk_packages(crm.dao.__path__, "crm.dao."):
        importlib.import_module(info.name)
    found, waiting = [], [Dao]
    while waiting:
        cls = waiting.pop()
        waiting += cls.__subclasses__()
        if "mapper" in vars(cls) and cls.__module__.startswith("crm."):
            found.append(cls)
    return sorted(found, key=lambda cls: cls.__module__)


def methods(cls: type[Dao]) -> list[str]:
    return sorted(name for name in dir(cls) if hasattr(getattr(cls, name), "is_statement"))


def sample(hint: Any) -> Any:
    """A value of the annotated type, as a caller would give it."""
    hint = plain_hint(hint)
    if get_origin(hint) in (list, tuple):
        inner = get_args(hint)[0]
        return [] if get_origin(inner) is dict else [sample(inner), sample(inner)]
    return SAMPLES[get_origin(hint) or hint]


def arguments(method: Any) -> dict[str, Any]:
    """A value for each parameter, as a caller would give it."""
    hints = get_type_hints(method)
    found: dict[str, Any] = {}
    for name in list(inspect.signature(method).parameters)[1:]:
        hint = plain_hint(hints[name])
        if hint is Query:
            found[name] = Query()
        elif is_dataclass(hint):
            found[name] = hint(**{field: sample(kind) for field, kind in hints_of(hint).items()})
        else:
            found[name] = sample(hint)
    return found | {name: value for name, value in {"verb": "view", "removed": None}.items() if name in found}


def optional(method: Any) -> set[str]:
    hints = get_type_hints(method)
    return {name for name in list(inspect.signature(method).parameters)[1:] if type(None) in get_args(hints[name])}


def shapes(cls: type[Dao], name: str, dialect: str) -> Iterator[dict[str, Any]]:
    """The calls that reach every shape of a statement: all given, nothing optional given, each guard alone, each order."""
    method, found = inspect.unwrap(getattr(cls, name)), cls.mapper.find(name, dialect)
    if found is None:
        return
    full, guarded = arguments(method), {guard for _, guard in found.guards}
    if found.sorts and "sort" in full:
        full["sort"] = next(iter(found.sorts))
    bare = full | dict.fromkeys(guarded & set(full))
    yield full
    yield bare
    yield bare | dict.fromkeys(optional(method))
    for guard in guarded & set(full):
        yield bare | {guard: full[guard]}
    for sort in found.sorts:
        yield full | {"sort": sort}
    if isinstance(full.get("query"), Query):
        for query in queries(cls.module):
            yield full | {"query": query}
    for mark in found.marks:
        for verb in VERBS if mark.word == "visible" and "verb" in full else ():
            yield full | {"verb": verb}
        if "removed" in full:
            yield full | {"removed": True}


def queries(module: Module) -> Iterator[Query]:
    """Each order of the list, on its first page and behind a row, with and without words."""
    for name in module.sorts:
        for sort in (parse_sort(module, name), parse_sort(module, f"-{name}"), Sort(((name, True), (module.sorts[0], False)))):
            values = [value_of(module, field) for field, _ in sort.fields]
            yield Query(sort=sort)
            yield Query(sort=sort, after=(*values, 7), words="zhang 138")
            if any(module.fields[field].nullable for field, _ in sort.fields):
                nothing = [None if module.fields[field].nullable else value for (field, _), value in zip(sort.fields, values, strict=True)]
                yield Query(sort=sort, after=(*nothing, 7))
    yield Query(Group((Condition("id", "any", ()),)) if "id" in module.fields else Group())


def value_of(module: Module, name: str) -> Any:
    field = module.fields[name]
    return SAMPLES[str] if field.sort_sql == "sort_key" else SAMPLES[field.kind.python[0]]


def reached(cls: type[Dao], name: str) -> Iterator[Grants]:
    """Readers of every kind; one is enough where no predicate is asked for."""
    yield Grants(everything=True)
    marks = (mark for _, _, found in cls.mapper if found.label.endswith(f".{name}") for mark in found.marks)
    if any(mark.word in ("visible", "anywhere", "opened") for mark in marks):
        for scope in Scope:
            scopes = {module.permission(verb): scope for module in modules().values() for verb in VERBS}
            yield Grants(scopes, 3, 5, (5, 6))


def batch_row(cls: type[Dao], names: set[str]) -> dict[str, Any]:
    """The values of one row of a batch: those of the module's row typed, the others NULL."""
    hints = hints_of(cls.module.row) if cls.module else {}
    return {name: sample(hints[name]) if name in hints else None for name in names}


def prepare(db: Preparing, cls: type[Dao], name: str) -> None:
    """Have every shape of one statement understood by the database. Raises what the driver or the kit raises."""
    dao, found = cls(db), cls.mapper.find(name, db.dialect)
    if found is None:
        return
    if found.gives == "batch":
        calls: list[dict[str, Any]] = [{"rows": [batch_row(cls, found.parameters)]}]
    else:
        calls = list(shapes(cls, name, db.dialect))
    for grants in reached(cls, name):
        with acting(actor=Actor(3, "x", 5, grants)), db.transaction():
            for call in calls:
                getattr(dao, name)(**call)


ALL = [(cls, name) for cls in daos() for name in methods(cls)]


@pytest.mark.parametrize(("cls", "name"), ALL, ids=[f"{cls.__name__}.{name}" for cls, name in ALL])
def test_the_database_understands_every_shape(db, cls, name):
    prepare(db, cls, name)


def test_every_sql_file_belongs_to_a_mapper():
    files = {path for path in SQL.rglob("*.sql") if path.parent.name != "schema"}
    assert files - {cls.mapper.path for cls in daos()} == set()


# Planted violations ----------------------------------------------------------


def planted(tmp_path, sql: str, returns: Any = int) -> type[Dao]:
    """A mapper with the one method `it(ids, at)` over this body."""
    path = tmp_path / "planted.sql"
    path.write_text(f"-- :name it :{'many' if get_origin(returns) is list else 'scalar'}\n{sql}\n")

    class Planted(Dao, sql=str(path)):
        @statement
        def it(self, ids: list[int], at: datetime | None) -> returns: ...

    return Planted


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT a.nme FROM account a WHERE a.id IN (:ids) AND a.created_at > :at",
        "SELECT 1 FROM account a WHERE a.id IN (:ids)\n AND a.crated_at > :at -- :if at",
        "SELECT 1 FROM account a WHERE a.id IN (:ids)\n AN a.created_at IS NULL -- :unless at\n AND a.created_at > :at -- :if at",
    ],
)
def test_a_planted_mistake_is_found_wherever_it_stands(db, tmp_path, sql):
    with pytest.raises(Exception, match="nme|crated_at|AN|syntax"):
        prepare(db, planted(tmp_path, sql), "it")


def test_a_planted_column_that_the_row_class_does_not_know_is_found(db, tmp_path):
    from crm.dao.platform.department import Branch

    cls = planted(
        tmp_path,
        "SELECT d.id, d.name, d.parent_id, d.remark FROM department d WHERE d.id IN (:ids)\n AND d.created_at > :at -- :if at",
        list[Branch],
    )
    with pytest.raises(MapperError, match=r"planted.it: Branch wants \[\] and does not know \['remark'\]"):
        prepare(db, cls, "it")
