"""The archive of a backup: what went in comes out, and nothing else is taken."""

import json
from pathlib import Path

import pytest

from crm.service.platform import backup_archive as archive
from crm.service.platform.backup_archive import FORMAT, Damaged, Manifest
from crm.service.platform.backup_seal import Seal
from tests.kit import archives

SEAL = Seal(archives.SECRET)


@pytest.fixture
def payload(tmp_path: Path) -> Path:
    path = tmp_path / "crm.db"
    path.write_bytes(b"a database")
    return path


def manifest(payload: Path, **changes: object) -> Manifest:
    known = {
        "format": FORMAT, "program": "1", "made_at": "2026-11-22T00:00:00+00:00", "dialect": "sqlite", "payload": payload.name,
        "size": payload.stat().st_size, "sha256": archive.checksum(payload), "migrations": {"1": "x"}, "counts": {"app_user": 1},
    }  # fmt: skip
    return Manifest(**(known | changes))  # type: ignore[arg-type]


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    (made := tmp_path / "scratch").mkdir()
    return made


def written(tmp_path: Path, payload: Path, **files: bytes) -> Path:
    """An archive with files in it that were uploaded as imports/<name>."""
    named = {}
    for name, content in files.items():
        named[f"imports/{name}"] = path = tmp_path / name
        path.write_bytes(content)
    archive.write(target := tmp_path / "crm.crmbackup", SEAL, manifest(payload), payload, named)
    return target


def changed(source: Path, name: str, content: bytes | None, rename: str = "") -> Path:
    """The same archive with another content or name of one member, or without it."""
    found = {}
    for member, body in archives.members(source).items():
        if member != name:
            found[member] = body
        elif content is not None:
            found[rename or name] = content or body
    return archives.put(source.with_name("changed.crmbackup"), found)


def test_what_went_in_comes_out(tmp_path: Path, payload: Path, scratch: Path):
    source = written(tmp_path, payload, one=b"1,2\n" * 100_000, two=b"")
    known, found, files = archive.read(source, SEAL, scratch)
    assert (known, found.read_bytes()) == (manifest(payload), b"a database")
    assert {name: path.read_bytes() for name, path in files.items()} == {"imports/one": b"1,2\n" * 100_000, "imports/two": b""}
    assert not list(tmp_path.glob(".*.part"))


def test_a_file_that_was_let_go_of_meanwhile_is_left_out(tmp_path: Path, payload: Path, scratch: Path):
    archive.write(target := tmp_path / "crm.crmbackup", SEAL, manifest(payload), payload, {"imports/gone": tmp_path / "gone"})
    assert archive.read(target, SEAL, scratch)[2] == {}


def test_an_archive_from_before_files_were_part_of_it_is_read(tmp_path: Path, payload: Path, scratch: Path):
    assert archive.read(changed(written(tmp_path, payload), "files.json", None), SEAL, scratch)[2] == {}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("files/imports/one", b"another content"),
        ("files/imports/one", None),
        ("files.json", None),
        ("files.json", json.dumps({"imports/one": [3, "x"]}).encode()),
        ("files.json", b"[]"),
        ("crm.db", b"another one"),
        ("manifest.json", None),
    ],
)
def test_a_member_that_is_not_as_it_was_written_is_found(tmp_path: Path, payload: Path, scratch: Path, name: str, content: bytes | None):
    source = written(tmp_path, payload, one=b"1,2")
    with pytest.raises(Damaged):
        archive.read(changed(source, name, content), SEAL, scratch)


@pytest.mark.parametrize("name", ["files/../../out", "files//tmp/out", "files/imports/../../../out", "files/.hidden", "files/imports/a\\b"])
def test_no_member_is_unpacked_outside_the_folder(tmp_path: Path, payload: Path, scratch: Path, name: str):
    source = changed(written(tmp_path, payload, one=b"1,2"), "files/imports/one", b"evil", rename=name)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Damaged):
        archive.read(source, SEAL, scratch)
    assert [path for path in sorted(tmp_path.rglob("*")) if path not in before] == [scratch / "archive", scratch / "payload"]


def test_a_newer_archive_is_not_guessed_at(tmp_path: Path, payload: Path, scratch: Path):
    archive.write(target := tmp_path / "crm.crmbackup", SEAL, manifest(payload, format=FORMAT + 1), payload, {})
    with pytest.raises(Exception, match="newer program"):
        archive.read(target, SEAL, scratch)
