"""Beside postgresql.py the one place that knows SQLAlchemy: engines, connections, transactions, running a statement."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field, is_dataclass
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.pool import StaticPool

from crm import current
from crm.dao.kit import filling, postgresql, sqlite
from crm.dao.kit.aside import Aside
from crm.dao.kit.driver import DRIVERS, Compiled, compile_sql, row_maker, value_maker
from crm.dao.kit.filter import compile_sort
from crm.dao.kit.mapper import Statement
from crm.dao.kit.seal import sealed_in, unlock
from crm.dao.kit.trouble import translated
from crm.domain.kit.filter import Query
from crm.domain.kit.sealed import Marked, Opened, Seals, Unreadable
from crm.errors import Watched
from crm.tally import tallied

MARKED = frozenset((Marked,))


class NoTransaction(RuntimeError):
    """A DAO was called outside a service, or wrote in a transaction that only reads."""


@dataclass
class Work:
    """The transaction under way."""

    cursor: Any
    writes: bool
    afterwards: list[Callable[[], None]] = field(default_factory=list)
    before_commit: list[Callable[[], None]] = field(default_factory=list)


class Database:
    """One database: begins, joins, commits and undoes transactions, and runs statements in them."""

    def __init__(self, url: str, pool_size: int = 5, watch: Callable[[str, float], None] | None = None):
        address = make_url(url)
        self.schema = address.query.get("schema")  # of PostgreSQL: all tables are in there; None: where the address leads by itself
        self.url = address.difference_update_query(["schema"])
        self.driver = DRIVERS[self.url.get_backend_name()]
        self.engine = self._open(pool_size)
        self.watch = watch
        self.vault: Seals | None = None  # the keys of what lies sealed
        self.counted: Callable[[str, int], None] = lambda label, rows: None  # told how many rows a statement gave
        self._aside = Aside()
        self._work: ContextVar[Work | None] = ContextVar("work", default=None)

    @property
    def dialect(self) -> str:
        return self.driver.name

    def _open(self, pool_size: int) -> Engine:
        if self.dialect == "postgresql":
            return postgresql.opened(self.url, self.schema, pool_size)
        memory = self.url.database in (None, "", ":memory:")
        shared: dict[str, Any] = {"poolclass": StaticPool} if memory else {"pool_size": pool_size, "max_overflow": pool_size}
        shared |= {} if memory else {"pool_use_lifo": True}  # whose pages and statements are still at hand
        # Every transaction is ended here, so the pool need not undo what was left open.
        arguments = {"check_same_thread": False, "isolation_level": None, "cached_statements": 512}
        engine = create_engine(self.url, connect_args=arguments, pool_reset_on_return=None, **shared)

        event.listen(engine, "connect", lambda connection, _: sqlite.prepare(connection))
        return engine

    @contextmanager
    def transaction(self, writes: bool = True, patient: bool = True) -> Iterator[Work]:
        """Begin one, or join the one under way. Leaving by an exception undoes all of it. Who is not patient does not wait where
        SQLite is written by somebody else, but raises Busy at once."""
        if writes and current.actor().seen_by:
            raise Watched()
        if under_way := self._work.get():
            if writes and not under_way.writes:
                raise NoTransaction("A transaction that only reads cannot be joined by one that writes.")
            yield under_way
            return
        with translated():
            connection = self.engine.raw_connection()
        work = Work(connection.cursor(), writes)
        token = self._work.set(work)
        try:
            with translated():
                if self.dialect == "sqlite":
                    sqlite.begin(work.cursor, writes, patient)
                yield work
                for action in work.before_commit:
                    action()
                self._aside.settle()
                self._end(connection, "COMMIT")
        except BaseException:
            self._aside.abandon()
            self._end(connection, "ROLLBACK", quiet=True)
            raise
        finally:
            self._work.reset(token)
            with suppress(Exception):  # it went with a connection that could not be ended in order
                work.cursor.close()
            connection.close()
        for action in work.afterwards:
            action()

    @staticmethod
    def roomy() -> AbstractContextManager[None]:
        """The transactions of this block write much: SQLite keeps more pages at hand for them."""
        return sqlite.roomy()

    def _end(self, connection: Any, word: str, quiet: bool = False) -> None:
        try:
            raw = connection.dbapi_connection
            if self.dialect == "sqlite":
                if raw.in_transaction:
                    raw.execute(word)
            elif word == "COMMIT":
                raw.commit()
            else:
                raw.rollback()
        except Exception:
            connection.invalidate()
            if not quiet:
                raise

    @property
    def work(self) -> Work:
        work = self._work.get()
        if work is None:
            raise NoTransaction("No transaction is under way.")
        return work

    def after_commit(self, action: Callable[[], None]) -> None:
        """Do this once the outermost transaction is safely written; never when it is undone."""
        self.work.afterwards.append(action)

    def run(self, statement: Statement, values: dict[str, Any], row: Any) -> Any:
        """Run one statement; gives what its verb says."""
        work = self._enter(statement)
        compiled = self._compile(statement, values)
        bound = compiled.bind(values, self._value_in, self._list_in)
        self._execute(work, statement.label, compiled.sql, bound, once=not statement.steady and self.dialect == "postgresql")
        cursor = work.cursor
        if statement.gives == "affected":
            return cursor.rowcount
        make, one = self._maker(statement, cursor, row), statement.gives in ("one", "scalar")
        rows = [found for found in (cursor.fetchone(),) if found] if one else cursor.fetchall()
        self.counted(statement.label, len(rows))
        made = [make(found) for found in rows]
        if made and self.vault and (places := sealed_in(row)):
            unlock(made, places, self.vault)
        return made if not one else made[0] if made else None

    def run_batch(self, statement: Statement, batch: list[dict[str, Any]]) -> int:
        """Run one statement for each set of values; gives the number of rows it touched."""
        work = self._enter(statement)
        if not batch:
            return 0
        compiled = self._compile(statement, batch[0], batch=True)
        bound = compiled.bind_batch(batch, self._value_in)
        if len(bound) > postgresql.FEW and self.dialect == "postgresql":
            work.cursor.execute(postgresql.PLANNED)
        many = len(bound) > 1  # of one row psycopg makes a pipeline, which takes as long as the row
        self._execute(work, statement.label, compiled.sql, bound if many else bound[0], many)
        return work.cursor.rowcount

    def aside(self, action: Callable[[], Any]) -> None:
        """Do this in the transaction under way while the program goes on, until its next statement, which raises what went wrong:
        one long statement of SQLite runs without the interpreter's lock."""
        self._aside.begin(action) if self.dialect == "sqlite" else action()

    def marks(self, values: Iterable[str]) -> dict[str, str]:
        """What was looked up by its mark, by that mark."""
        return {self._value_in(one): one for one in values if isinstance(one, Marked)}

    def _value_in(self, value: Any) -> Any:
        """What is looked up by its mark leaves the program as its mark."""
        if isinstance(value, Marked):
            if self.vault is None:
                raise Unreadable(value.label)
            return self.vault.mark(value, value.label)
        return str(value) if isinstance(value, Opened) else self.driver.value_in(value)

    def _list_in(self, value: Any) -> Any:
        return self.driver.list_in(value if MARKED.isdisjoint(map(type, value)) else [self._value_in(one) for one in value])

    def _enter(self, statement: Statement) -> Work:
        work = self._work.get()
        if work is None:
            raise NoTransaction(statement.label)
        if not work.writes and (writes := statement.texts.get("writes")) is not False:
            writes = statement.texts["writes"] = statement.writes if writes is None else writes
            if writes:
                raise NoTransaction(f"{statement.label} writes, but the transaction only reads.")
        return work

    def _execute(self, work: Work, label: str, sql: str, values: Any, many: bool = False, once: bool = False) -> None:
        self._aside.settle()
        began = time.perf_counter()
        try:
            if once:
                work.cursor.execute(sql, values, prepare=False)
            else:
                (work.cursor.executemany if many else work.cursor.execute)(sql, values)
        finally:
            took = time.perf_counter() - began
            tallied(label, took)
            if self.watch:
                self.watch(label, took)

    def _compile(self, statement: Statement, values: dict[str, Any], batch: bool = False) -> Compiled:
        filled = tuple(filling.filled(mark, statement, values, current.actor().grants, self.dialect) for mark in statement.marks)
        sort = values.get("sort")
        if isinstance(query := values.get("query"), Query):
            alias = next(mark.alias for mark in statement.marks if mark.word == "filter")
            sort = compile_sort(query.sort, values["module"], alias, self.dialect)
        elif statement.sorts:
            sort = statement.sorts[sort or next(iter(statement.sorts))]
        key = (self.dialect, statement.shape(values), sort, filled)
        compiled: Compiled = statement.texts.get(key) or self._compiled(statement, key)
        if compiled.pure and not batch and (single := frozenset([name for name in compiled.pure if len(values[name]) == 1])):
            compiled = statement.texts.get((*key, single)) or self._compiled(statement, key, single)
        return compiled

    def _compiled(self, statement: Statement, key: Any, single: frozenset[str] = frozenset()) -> Compiled:
        _, shape, sort, filled = key
        text = statement.text(shape)
        for mark, replacement in zip(statement.marks, filled, strict=True):
            text = text.replace(mark.token, replacement)
        compiled = compile_sql(text.replace(":sort", sort or ":sort"), statement.label, self.driver, single)
        if len(statement.texts) < 500:
            statement.texts[(*key, single) if single else key] = compiled
        return compiled

    def _maker(self, statement: Statement, cursor: Any, row: Any) -> Callable[[tuple[Any, ...]], Any]:
        key = ("row", self.dialect, row)
        if (make := statement.texts.get(key)) is None:
            columns = tuple(column[0] for column in cursor.description)
            is_row = isinstance(row, type) and is_dataclass(row)
            make = row_maker(row, columns, self.driver, statement.label) if is_row else value_maker(row, self.driver)
            statement.texts[key] = make
        return make
