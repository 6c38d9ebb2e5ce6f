"""Copies of a whole PostgreSQL database, made and read by PostgreSQL's own programs."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from crm.dao.kit.database import Database
from crm.dao.platform.backup import InUse
from crm.dao.platform.doctor import DoctorDao
from crm.errors import CrmError
from crm.language import Words


def dump(db: Database, target: Path) -> dict[str, int]:
    """Write the database as it is at one moment; gives the rows of each table at that moment."""
    with db.transaction(writes=False) as work:
        work.cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        work.cursor.execute("SET LOCAL statement_timeout = 0")
        work.cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = work.cursor.fetchone()
        only = (f"--schema={db.schema}",) if db.schema else ()
        _run(db, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}", *only)
        return DoctorDao(db).counts()


@contextmanager
def scratch(db: Database, dumped: Path) -> Iterator[Database]:
    """A database beside that of `db`, read from the file; gone afterwards, unless it was exchanged."""
    name = f"{db.schema or db.url.database}_restored"
    with _server(db) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        like = server.execute("SELECT datcollate, datctype FROM pg_database WHERE datname = %s", (db.url.database,)).fetchone()
        order = sql.SQL("LC_COLLATE {} LC_CTYPE {}").format(*like) if like else sql.SQL("")
        make = sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' {} TEMPLATE template0").format(sql.Identifier(name), order)
        try:
            server.execute(make)
        except psycopg.errors.InsufficientPrivilege:
            raise CrmError(Words("This PostgreSQL user may not create databases, which a restore needs: ALTER ROLE … CREATEDB.")) from None
    query = {**db.url.query, **({"schema": db.schema} if db.schema else {})}
    made = Database(db.url.set(database=name, query=query).render_as_string(hide_password=False), 1)
    try:
        load(made, dumped)
        yield made
    finally:
        made.engine.dispose()
        with _server(db) as server:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def load(db: Database, dumped: Path) -> None:
    """Read the file into an empty database, or into a database that has no schema of that name: all of it, or nothing."""
    if db.schema:
        with db.transaction() as work:
            work.cursor.execute(f"DROP SCHEMA IF EXISTS {db.schema}")  # an empty one; the file brings its own
    _run(db, "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(dumped))


def exchange(db: Database, made: Database, kept: str) -> bool:
    """Give the restored database the name of the other, which is kept under a new one; whether there was another."""
    if db.schema:
        return _exchange_schema(db, made, kept)
    made.engine.dispose()
    db.engine.dispose()
    old, new = str(db.url.database), str(made.url.database)
    with _server(db) as server:
        there = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", (old,)).fetchone() is not None
        try:
            with server.transaction():
                if there:
                    server.execute(_rename(old, kept))
                server.execute(_rename(new, old))
        except psycopg.errors.ObjectInUse as error:
            raise InUse() from error
    return there


def _exchange_schema(db: Database, made: Database, kept: str) -> bool:
    """The same where both are schemas: the old one steps aside, and back again where the new one cannot be read in."""
    with tempfile.TemporaryDirectory(prefix="crm-") as folder:
        dump(made, dumped := Path(folder) / "crm.dump")
        with db.transaction() as work:
            work.cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (db.schema,))
            there = work.cursor.fetchone() is not None
            if there:
                work.cursor.execute(f"ALTER SCHEMA {db.schema} RENAME TO {kept}")
        try:
            load(db, dumped)
        except CrmError:
            if there:
                with db.transaction() as work:
                    work.cursor.execute(f"ALTER SCHEMA {kept} RENAME TO {db.schema}")
            raise
    return there


def _rename(old: str, new: str) -> sql.Composed:
    return sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new))


@contextmanager
def _server(db: Database) -> Iterator[psycopg.Connection[Any]]:
    """A connection that belongs to none of the databases concerned."""
    address = db.url.set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        yield connection


def _run(db: Database, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on the database. The password is not on the command line, where all may read it."""
    address = db.url.set(drivername="postgresql", password=None).render_as_string()
    environment = {**os.environ, **({"PGPASSWORD": str(db.url.password)} if db.url.password else {})}
    done = subprocess.run([_found(program), f"--dbname={address}", *arguments], env=environment, capture_output=True, text=True)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise CrmError(Words("{program} did not succeed: {why}", program=program, why=last))


def _found(program: str) -> str:
    if path := shutil.which(program):
        return path
    here = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: float(path.parts[-3]))
    if here:
        return str(here[-1])
    raise CrmError(Words("{program} is not installed: apt-get install postgresql-client", program=program))
