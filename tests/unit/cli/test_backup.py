"""A backup is checked when it is made and before it is put in place; what was there is never lost."""

import gzip
import json
import os
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest

from tests.kit import archives
from tests.unit.cli.conftest import Call, founded


def accounts(call: Call) -> list[str]:
    return [line.split("\t")[0] for line in call("user", "list").stdout.splitlines()]


def add(call: Call, account: str) -> None:
    assert call("user", "add", account, typed="correct horse battery\n").exit_code == 0


def rewritten(source: Path, target: Path, change) -> Path:
    """The same archive with another manifest and payload: change(manifest, payload) -> (manifest, payload)."""
    found = archives.members(source)
    manifest = json.loads(found["manifest.json"])
    manifest, payload = change(manifest, found[manifest["payload"]])
    return archives.put(target, {"manifest.json": json.dumps(manifest).encode(), manifest["payload"]: payload})


def test_what_was_backed_up_comes_back_and_what_was_there_is_kept(anywhere: Call, tmp_path: Path):
    file = tmp_path / "crm.crmbackup"
    made = anywhere("backup", str(file))
    assert (made.exit_code, "restored into a scratch copy and found whole" in made.output) == (0, True), made.output
    add(anywhere, "late")
    restored = anywhere("restore", str(file), "--yes")
    assert restored.exit_code == 0, restored.output
    assert accounts(anywhere) == ["lilei"]
    kept = restored.output.split("as it was is kept: ")[1].splitlines()[0]
    assert _users(kept) == 2


def _users(kept: str) -> int:
    query = "SELECT COUNT(*) FROM app_user"
    if url := os.environ.get("CRM_DATABASE__URL"):
        address = url.replace("postgresql+psycopg", "postgresql").replace("/" + url.split("/")[3].split("?")[0], f"/{kept}", 1)
        with psycopg.connect(address) as connection:
            return connection.execute(query).fetchone()[0]
    with closing(sqlite3.connect(kept)) as connection:
        return connection.execute(query).fetchone()[0]


def test_uploaded_files_come_back_and_those_that_are_there_stay(anywhere: Call, data: Path, tmp_path: Path):
    uploads, file = data / "imports", tmp_path / "crm.crmbackup"
    uploads.mkdir()
    (uploads / "0a").write_text("name\n北京云帆\n", encoding="utf-8")
    (uploads / "0b").write_bytes(b"")
    made = anywhere("backup", str(file))
    assert (made.exit_code, "Uploaded files in it: 2." in made.output) == (0, True), made.output
    for path in uploads.iterdir():
        path.unlink()
    (uploads / "0c").write_text("later")
    assert anywhere("restore", str(file), "--check").exit_code == 0
    assert [path.name for path in uploads.iterdir()] == ["0c"]
    assert anywhere("restore", str(file), "--yes").exit_code == 0
    assert {path.name: path.read_text(encoding="utf-8") for path in uploads.iterdir()} == {
        "0a": "name\n北京云帆\n", "0b": "", "0c": "later",
    }  # fmt: skip
    assert (uploads / "0a").stat().st_mode & 0o077 == 0


def test_the_archive_is_readable_by_its_owner_alone_and_never_overwritten(call: Call, tmp_path: Path):
    founded(call)
    file = tmp_path / "crm.crmbackup"
    call("backup", str(file))
    assert file.stat().st_mode & 0o077 == 0
    again = call("backup", str(file))
    assert (again.exit_code, "is there already" in again.output) == (2, True)


def damage(kind: str, file: Path, target: Path) -> Path:
    content = file.read_bytes()
    if kind == "cut off":
        target.write_bytes(content[: len(content) // 2])
    elif kind == "no archive":
        target.write_bytes(b"name,phone\n")
    elif kind == "a flipped bit":
        flipped = bytearray(content)
        flipped[len(flipped) // 2] ^= 1
        target.write_bytes(bytes(flipped))
    elif kind == "unsealed":
        target.write_bytes(gzip.compress(b"a tar of somebody else"))
    elif kind == "rows missing":
        rewritten(file, target, lambda manifest, payload: (manifest | {"counts": manifest["counts"] | {"app_user": 7}}, payload))
    return target


@pytest.mark.parametrize("kind", ["cut off", "no archive", "a flipped bit", "unsealed", "rows missing"])
def test_a_damaged_backup_is_refused_and_the_data_stays(call: Call, data: Path, tmp_path: Path, kind: str):
    founded(call)
    call("backup", str(tmp_path / "crm.crmbackup"))
    add(call, "late")
    result = call("restore", str(damage(kind, tmp_path / "crm.crmbackup", tmp_path / "damaged.tar.gz")), "--yes")
    assert result.exit_code == 2
    assert result.output == "Error: This is not a backup, or it is damaged. Nothing was changed.\n"
    assert accounts(call) == ["late", "lilei"]
    assert not (data / "backups").exists() and not list(data.glob(".crm-*"))


def test_a_backup_of_a_newer_program_is_refused(call: Call, tmp_path: Path):
    founded(call)
    call("backup", str(tmp_path / "crm.crmbackup"))

    def newer(manifest, payload):
        (tmp_path / "newer.db").write_bytes(payload)
        with closing(sqlite3.connect(tmp_path / "newer.db")) as connection, connection:
            connection.execute("INSERT INTO migration VALUES (9000, 'later', 'x', '2030-01-01')")
        payload = (tmp_path / "newer.db").read_bytes()
        return manifest | {"size": len(payload), "sha256": sha256(payload).hexdigest()}, payload

    result = call("restore", str(rewritten(tmp_path / "crm.crmbackup", tmp_path / "newer.tar.gz", newer)), "--yes")
    assert (result.exit_code, "newer than this program" in result.output) == (2, True)
    assert accounts(call) == ["lilei"]


def test_a_backup_whose_journal_was_rewritten_is_refused(call: Call, data: Path, tmp_path: Path):
    founded(call)
    with closing(sqlite3.connect(data / "crm.db")) as connection, connection:
        connection.execute("UPDATE change_set SET actor_id = 99 WHERE id = (SELECT MIN(id) FROM change_set)")
    made = call("backup", str(tmp_path / "crm.crmbackup"))
    assert (made.exit_code, "The journal in this backup was tampered with" in made.output) == (2, True)
    result = call("restore", str(tmp_path / "crm.crmbackup"), "--yes")
    assert (result.exit_code, "The journal in this backup was tampered with" in result.output) == (2, True)


def test_nothing_is_exchanged_while_the_crm_runs_on_it(anywhere: Call, data: Path, tmp_path: Path):
    anywhere("backup", str(tmp_path / "crm.crmbackup"))
    add(anywhere, "late")
    if url := os.environ.get("CRM_DATABASE__URL"):
        held = psycopg.connect(url.replace("postgresql+psycopg", "postgresql"))
    else:
        held = sqlite3.connect(data / "crm.db")
    with closing(held):
        held.execute("SELECT COUNT(*) FROM app_user")
        result = anywhere("restore", str(tmp_path / "crm.crmbackup"), "--yes")
    assert (result.exit_code, "Please stop it first" in result.output) == (2, True), result.output
    assert accounts(anywhere) == ["late", "lilei"]


def test_a_restore_asks_first_and_can_only_look(call: Call, tmp_path: Path):
    founded(call)
    file = str(tmp_path / "crm.crmbackup")
    call("backup", file)
    add(call, "late")
    assert call("restore", file, typed="n\n").exit_code == 1
    assert "is whole" in call("restore", file, "--check").output
    assert accounts(call) == ["late", "lilei"]


def test_a_backup_can_be_restored_somewhere_else(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    founded(call)
    call("backup", str(tmp_path / "crm.crmbackup"))
    add(call, "late")
    assert call("restore", str(tmp_path / "crm.crmbackup"), "--into", str(tmp_path / "other"), "--yes").exit_code == 0
    assert accounts(call) == ["late", "lilei"]
    monkeypatch.setenv("CRM_APP__DATA", str(tmp_path / "other"))
    assert accounts(call) == ["lilei"]


def test_a_backup_of_another_installation_asks_for_its_secret(call: Call, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    founded(call)
    call("backup", str(tmp_path / "crm.crmbackup"))
    (tmp_path / "theirs.key").write_text(os.environ["CRM_SECRET"] + "\n")
    monkeypatch.setenv("CRM_SECRET", "another secret of the tests that is long enough")
    refused = call("restore", str(tmp_path / "crm.crmbackup"), "--check")
    assert (refused.exit_code, "made under another secret" in refused.output) == (2, True), refused.output
    checked = call("restore", str(tmp_path / "crm.crmbackup"), "--check", "--key", str(tmp_path / "theirs.key"))
    assert (checked.exit_code, "is whole" in checked.output) == (0, True), checked.output


def test_without_a_name_it_goes_into_the_folder_of_backups(anywhere: Call, data: Path):
    made = anywhere("backup")
    assert made.exit_code == 0, made.output
    (file,) = (data / "backups").glob("*.crmbackup")
    kept = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    assert (kept["error"], kept["checked"]["changes"] > 0) == (None, True)
