"""Migrations: once, checked, and never half."""

import shutil
from pathlib import Path

import pytest

from crm.dao.kit import migration
from crm.paths import SQL
from tests.unit.cli.conftest import Call, founded


@pytest.fixture
def schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations, to add to."""
    shutil.copytree(SQL / "schema", tmp_path / "sql/schema")
    monkeypatch.setattr(migration, "SQL", tmp_path / "sql")
    return tmp_path / "sql/schema"


def next_number(schema: Path) -> str:
    return f"{len(list(schema.iterdir())) + 1:04}"


def test_migrating_twice_changes_nothing_the_second_time(call: Call):
    assert "Applied: 0001 platform" in call("migrate").output
    assert call("migrate").output == "The database is up to date.\n"


def test_a_check_changes_nothing_and_fails_while_something_waits(call: Call):
    first = call("migrate", "--check")
    assert (first.exit_code, "Pending: 0001 platform" in first.output) == (2, True)
    assert call("migrate", "--check").exit_code == 2
    call("migrate")
    assert call("migrate", "--check").exit_code == 0


def test_a_new_database_needs_no_copy_and_an_old_one_gets_one(call: Call, data: Path, schema: Path):
    founded(call)
    assert not (data / "backups").exists()
    (schema / f"{next_number(schema)}_more.sql").write_text("CREATE TABLE more (id BIGINT PRIMARY KEY);")
    assert "A copy of the database as it was:" in call("migrate").output
    assert len(list((data / "backups").glob("*.crmbackup"))) == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("CREATE TABLE more (id BIGINT PRIMARY KEY);\nUPDATE change_set SET reason = 'other';", "is not as it was written"),
        ("DELETE FROM setting;\nDELETE FROM security_event;", "security_event had"),
    ],
)
def test_an_upgrade_that_does_not_pass_its_check_is_taken_back(anywhere: Call, data: Path, schema: Path, text: str, why: str):
    wrong = schema / f"{next_number(schema)}_wrong.sql"
    wrong.write_text(text)
    result = anywhere("upgrade")
    assert (result.exit_code, "failed and was taken back" in result.output, why in result.output) == (2, True, True), result.output
    wrong.unlink()
    assert anywhere("migrate", "--check").exit_code == 0
    assert "李雷" in anywhere("user", "list").output
    wrong.write_text("CREATE TABLE more (id BIGINT PRIMARY KEY);")
    assert "no row is missing" in anywhere("upgrade").output


def test_a_broken_migration_leaves_the_old_schema_whole(anywhere: Call, schema: Path):
    number = next_number(schema)
    broken = schema / f"{number}_broken.sql"
    broken.write_text("CREATE TABLE half (id BIGINT PRIMARY KEY);\nALTER TABLE account ADD COLUMN half TEXT;\nCREATE NONSENSE;")
    result = anywhere("migrate")
    assert result.exit_code == 2 and "Traceback" not in result.output
    assert f"The database's schema was left as it was: Migration {number} (broken) failed at “CREATE NONSENSE”" in result.output
    broken.unlink()
    assert anywhere("migrate", "--check").output == "The database is up to date.\n"
    assert "李雷" in anywhere("user", "list").output
    (schema / f"{number}_right.sql").write_text("CREATE TABLE half (id BIGINT PRIMARY KEY);\nALTER TABLE account ADD COLUMN half TEXT;")
    assert f"Applied: {number} right" in anywhere("migrate").output


def test_a_database_of_a_newer_program_is_refused(call: Call, schema: Path):
    extra = schema / f"{next_number(schema)}_more.sql"
    extra.write_text("CREATE TABLE more (id BIGINT PRIMARY KEY);")
    call("migrate")
    extra.unlink()
    result = call("migrate")
    assert (result.exit_code, "newer than this program" in result.output) == (2, True)
