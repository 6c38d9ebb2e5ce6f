"""A migration that fails at any of its statements."""

from pathlib import Path

import pytest

from crm.dao.kit.database import Database
from crm.dao.kit.migration import MigrationError, Migrator, migrations
from crm.paths import SQL
from tests.kit import postgres

OBJECTS = {
    "sqlite": "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2",
    "postgresql": """
        SELECT c.relkind::text, c.relname, COALESCE(string_agg(a.attname || ' ' || a.atttypid::regtype, ',' ORDER BY a.attnum), '')
          FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
         WHERE c.relnamespace = 'public'::regnamespace GROUP BY c.oid ORDER BY 1, 2""",
}
PLACES = [pytest.param("sqlite", 10, id="quick"), pytest.param("sqlite", 10**6, id="full", marks=pytest.mark.faults),
          pytest.param("postgresql", 60, id="postgresql", marks=pytest.mark.faults)]  # fmt: skip


def objects(db: Database) -> list[tuple[str, ...]]:
    with db.transaction(writes=False) as work:
        work.cursor.execute(OBJECTS[db.dialect])
        return [tuple(row) for row in work.cursor.fetchall()]


def upto(number: int, folder: Path) -> Path:
    """A folder with the first so many migrations."""
    folder.mkdir(exist_ok=True)
    for path in sorted((SQL / "schema").glob("*.sql"))[:number]:
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


class Failing:
    """A cursor whose nth statement fails."""

    def __init__(self, cursor, nth):
        self.cursor, self.left = cursor, nth

    def execute(self, sql, *values):
        self.left -= 1
        if not self.left:
            raise RuntimeError("the disk is gone")
        return self.cursor.execute(sql, *values)


@pytest.mark.parametrize(("engine", "most"), PLACES)
def test_a_migration_fails_at_every_statement(engine, most, tmp_path, monkeypatch, figure):
    """The schema is the old one as it was, whichever statement failed; the second try brings the new one."""
    count = len(migrations())
    first = upto(count - 8, tmp_path / "old")
    db = Database(f"sqlite:///{tmp_path}/crm.db" if engine == "sqlite" else postgres.create_database("crm_faults_migration"))
    Migrator(db, first).migrate()
    before = objects(db)
    steps = sum(len(list(one.statements(db.dialect))) for one in migrations()[count - 8 :])
    apply, tried = Migrator._apply, 0
    for nth in range(1, steps + 1, max(1, steps // most)):
        left = [nth]

        def failing(self, migration, cursor, left=left):
            watched = Failing(cursor, left[0])
            apply(self, migration, watched)
            left[0] = watched.left

        monkeypatch.setattr(Migrator, "_apply", failing)
        with pytest.raises((MigrationError, RuntimeError)):
            Migrator(db).migrate()
        assert objects(db) == before
        tried += 1
    monkeypatch.setattr(Migrator, "_apply", apply)
    Migrator(db).migrate()
    assert (Migrator(db).pending(), len(objects(db)) > len(before)) == ([], True)
    db.engine.dispose()
    figure(tried, f"failed at {tried} of {steps} statements of the last 8 migrations: the old schema each time, then the new one", engine)
