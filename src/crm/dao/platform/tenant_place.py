"""Where a tenant's database stands: made, taken away, and set so that it can only be read."""

from pathlib import Path
from typing import Any

from crm.dao.kit.database import Database
from crm.dao.platform.backup import file_of
from crm.errors import CrmError
from crm.language import Words

FROZEN = "crm_frozen"
TABLES = {
    # Those of a full text index are its own; they are written only with what it is about.
    "sqlite": (
        "SELECT m.name FROM sqlite_master m WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.sql NOT LIKE 'CREATE VIRTUAL%' "
        "AND NOT EXISTS (SELECT 1 FROM sqlite_master v WHERE v.sql LIKE 'CREATE VIRTUAL%' AND m.name LIKE v.name || '%')"
    ),
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
}
REFUSE = f"""
CREATE OR REPLACE FUNCTION {FROZEN}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'this database was moved' USING ERRCODE = 'read_only_sql_transaction'; END $$
"""


def make(db: Database) -> None:
    """The folder of the file, or the schema; what is there already stays."""
    if db.dialect == "sqlite":
        if path := file_of(db):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    elif db.schema:
        with db.transaction() as work:
            work.cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {db.schema}")


def is_empty(db: Database) -> bool:
    """Whether nothing is there that somebody could miss."""
    if db.dialect == "sqlite":
        path = file_of(db)
        return path is None or not path.exists()
    with db.transaction(writes=False) as work:
        work.cursor.execute("SELECT 1 FROM pg_tables WHERE schemaname = current_schema() LIMIT 1")
        return work.cursor.fetchone() is None


def drop(db: Database) -> None:
    """Take all of it away: the file, the schema; of a PostgreSQL database without a schema its tables."""
    db.engine.dispose()
    if db.dialect == "sqlite":
        if path := file_of(db):
            for ending in ("", "-wal", "-shm"):
                path.with_name(path.name + ending).unlink(missing_ok=True)
        return
    with db.transaction() as work:
        if db.schema:
            work.cursor.execute(f"DROP SCHEMA IF EXISTS {db.schema} CASCADE")
            return
        for name in _tables(db, work.cursor):
            work.cursor.execute(f'DROP TABLE IF EXISTS "{name}" CASCADE')
        work.cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = current_schema()")
        for (name,) in work.cursor.fetchall():
            work.cursor.execute(f'DROP SEQUENCE IF EXISTS "{name}" CASCADE')
        work.cursor.execute(f"DROP FUNCTION IF EXISTS {FROZEN}() CASCADE")
    db.engine.dispose()


def freeze(db: Database) -> None:
    """From now on every write is refused, by whichever process; those under way are waited for."""
    with db.transaction() as work:
        if db.dialect == "postgresql":
            work.cursor.execute("SET LOCAL lock_timeout = '60s'")
            work.cursor.execute(REFUSE)
        for name in _tables(db, work.cursor):
            for statement in _refusals(db.dialect, name):
                work.cursor.execute(statement)


def thaw(db: Database) -> None:
    """Let it be written again."""
    with db.transaction() as work:
        if db.dialect == "postgresql":
            work.cursor.execute("SET LOCAL lock_timeout = '60s'")
            work.cursor.execute(f"DROP FUNCTION IF EXISTS {FROZEN}() CASCADE")
            return
        work.cursor.execute(f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '{FROZEN}%'")
        for (name,) in work.cursor.fetchall():
            work.cursor.execute(f'DROP TRIGGER "{name}"')


def _tables(db: Database, cursor: Any) -> list[str]:
    cursor.execute(TABLES[db.dialect])
    return [name for (name,) in cursor.fetchall()]


def _refusals(dialect: str, table: str) -> list[str]:
    if dialect == "postgresql":
        trigger = f'CREATE OR REPLACE TRIGGER {FROZEN} BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{table}"'
        return [f"{trigger} FOR EACH STATEMENT EXECUTE FUNCTION {FROZEN}()"]
    return [
        f'CREATE TRIGGER IF NOT EXISTS "{FROZEN}_{verb.lower()}_{table}" BEFORE {verb} ON "{table}" '
        "BEGIN SELECT RAISE(ABORT, 'this database was moved'); END"
        for verb in ("INSERT", "UPDATE", "DELETE")
    ]


def check(db: Database) -> None:
    """Raise CrmError with a sentence for a place that cannot be reached, or that is not empty."""
    if not is_empty(db):
        raise CrmError(Words("There is a database at {place} already.", place=shown(db)))


def shown(db: Database) -> str:
    """Where it stands, without what lets one in."""
    path: Path | None = file_of(db)
    if path:
        return str(path)
    return f"{db.url.host or db.url.query.get('host') or ''}/{db.url.database}{f'/{db.schema}' if db.schema else ''}"
