"""The doctor names what is wrong and how to put it right, and has nothing to say of what is not."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crm.dao.platform.doctor_safe import DoctorSafeDao
from crm.service.platform.doctor import settings_findings
from crm.settings import Settings, load
from tests.unit.cli.conftest import Call, founded

SAFE = {"secret": "x" * 40, "mail": {"url": "smtps://mail.example.cn"}}
REACHABLE = {"host": "0.0.0.0", "address": "https://crm.example.cn", "hosts": ("crm.example.cn",), "proxies": 1}


def change(data: Path, statement: str) -> None:
    with closing(sqlite3.connect(data / "crm.db")) as connection, connection:
        connection.execute(statement)


def test_a_sound_installation_passes(anywhere: Call, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(DoctorSafeDao, "losing", lambda _: [])  # the server of the tests does not wait for the disk
    result = anywhere("doctor", "--chain")
    assert result.exit_code == 0, result.output
    assert "✗" not in result.output
    for subject in ("Migrations", "Database", "Search index", "Clock", "Journal"):
        assert f"✓ {subject}: In order." in result.output


def test_findings_are_grouped_by_severity_each_with_what_to_do_for_people_and_for_programs(call: Call, data: Path):
    founded(call)
    change(data, "UPDATE change_set SET at = '2999-01-01 00:00:00.000000+00:00'")
    said = call("doctor")
    lines = said.output.splitlines()
    assert said.exit_code == 0 and lines[0] == f"Works, but should be seen to ({sum(line.startswith('!') for line in lines)})"
    at = next(number for number, line in enumerate(lines) if line.startswith("! Clock: The newest change"))
    assert lines[at + 1].startswith("  → Let both machines set their clocks")
    assert any(line.startswith("! Backups: There is none yet") for line in lines)
    strict = call("doctor", "--json", "--strict")
    told = json.loads(strict.stdout)
    assert strict.exit_code == 1 and told["counts"]["bad"] == 0 < told["counts"]["warn"]
    severities = [one["severity"] for one in told["findings"]]
    assert severities == sorted(severities, reverse=True)  # warn, then ok
    assert all(one["remedy"] for one in told["findings"] if one["subject"] == "Clock")


def found(**sections: object) -> list[str]:
    return [f"{one.state}: {str(one.words).partition(' ')[0]}" for one in settings_findings(load("production", {}, **(SAFE | sections)))]


def test_safe_settings_are_passed_over():
    assert found() == []
    assert found(server=REACHABLE) == []


@pytest.mark.parametrize(
    ("unsafe", "finding"),
    [
        ({"secret": "short"}, "bad: secret"),
        ({"server": REACHABLE, "app": {"development": True}}, "bad: app.development"),
        ({"server": REACHABLE | {"address": ""}}, "warn: server.address"),
        ({"server": REACHABLE | {"hosts": ()}}, "warn: server.hosts"),
        ({"server": REACHABLE | {"proxies": 0}}, "warn: server.proxies"),
        ({"mail": {"url": ""}}, "warn: mail.url"),
        ({"mail": {"url": "smtp://mail.example.cn"}}, "warn: mail.url"),
    ],
)
def test_an_unsafe_setting_is_explained(unsafe: dict[str, object], finding: str):
    assert finding in found(**unsafe)


def test_every_setting_has_a_description_or_a_plain_name():
    plain = {"currency", "host", "port", "threads", "workers", "pool_size", "sender", "session_days", "import_rows"}
    sections = [getattr(Settings(), name) for name in Settings.model_fields if name not in ("secret", "keys")]
    without = {key for section in sections for key, field in type(section).model_fields.items() if not field.description}
    assert without - plain == set()


def test_a_key_that_others_can_read_is_bad(call: Call, data: Path, monkeypatch: pytest.MonkeyPatch):
    founded(call)
    (data / "secret.key").write_text("x" * 40)
    (data / "secret.key").chmod(0o644)
    data.chmod(0o755)
    monkeypatch.delenv("CRM_SECRET")
    result = call("doctor")
    assert (result.exit_code, f"✗ Files: {data}/secret.key can be read by others" in result.output) == (1, True)


def test_the_data_folder_of_a_new_installation_is_its_owners_alone(call: Call, data: Path):
    founded(call)
    assert data.stat().st_mode & 0o077 == 0


DAMAGES = [
    ("DELETE FROM search_entry WHERE module = 'user'", "✗ Search index: Users: 1 records stand in it wrongly or not at all, 0"),
    ("UPDATE search_entry SET id = 99999 WHERE module = 'user'", "✗ Search index: Users: 1 records stand in it wrongly or not at all, 1"),
    ("INSERT INTO credential VALUES (424242, 'x', '2026-01-01', 0)", "✗ Database: 1 rows of credential point at rows that are not"),
    ("UPDATE change_set SET at = '2999-01-01 00:00:00.000000+00:00'", "! Clock: The newest change lies in the future"),
    ("UPDATE change_item SET after = '{}' WHERE field IS NULL", "✗ Journal: No. 2 is not as it was written"),
    ("UPDATE migration SET checksum = 'x' WHERE number = 1", "✗ Migrations: Migration 0001 (platform) was changed after"),
    ("DELETE FROM migration WHERE number = 2", "✗ Migrations: 1 are waiting: run `crm migrate`."),
]


@pytest.mark.parametrize(("statement", "said"), DAMAGES)
def test_what_was_damaged_is_found(call: Call, data: Path, statement: str, said: str):
    founded(call)
    change(data, statement)
    result = call("doctor", *(["--chain"] if "Journal" in said else []))
    assert said in result.output
    assert result.exit_code == (1 if said.startswith("✗") else 0)


def test_a_damaged_file_is_found(call: Call, data: Path):
    founded(call)
    with closing(sqlite3.connect(data / "crm.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'app_user_by_updated'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with (data / "crm.db").open("r+b") as file:
        file.seek((page - 1) * size + size - 40)
        file.write(b"\xff" * 40)
    result = call("doctor")
    assert (result.exit_code, "✗ Database: The file is damaged" in result.output) == (1, True), result.output
