"""The archive of a backup, sealed: a manifest, the database as one file, the files that people uploaded, and their sums."""

import hashlib
import io
import json
import os
import re
import tarfile
import zlib
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from crm.disk import sync
from crm.domain.platform.backup import Damaged
from crm.errors import CrmError
from crm.language import Words
from crm.service.platform.backup_seal import Seal

FORMAT = 1
MANIFEST = "manifest.json"
FILES = "files/"
SUMS = "files.json"  # the last member: the files are summed up while they are written
NAME = re.compile(r"(?:\w[\w.-]*/)+\w[\w.-]*", re.ASCII)  # never out of the folder it is unpacked into


@dataclass(frozen=True)
class Manifest:
    """What the archive holds and how to recognise it."""

    format: int
    program: str
    made_at: str  # UTC
    dialect: str
    payload: str
    size: int
    sha256: str
    migrations: dict[str, str]  # number -> checksum
    counts: dict[str, int]  # table -> rows


def write(target: Path, seal: Seal, manifest: Manifest, payload: Path, files: Mapping[str, Path]) -> None:
    """Write the archive under its final name only when it is whole and on the disk."""
    made = target.with_name(f".{target.name}.part")
    try:
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)  # it holds personal data
        with (
            os.fdopen(descriptor, "wb") as file, closing(seal.onto(file)) as sealing,
            tarfile.open(fileobj=sealing, mode="w:gz", compresslevel=5) as archive,  # type: ignore[call-overload]
        ):  # fmt: skip
            _add_text(archive, MANIFEST, asdict(manifest))
            archive.add(payload, manifest.payload, recursive=False)
            _add_text(archive, SUMS, {name: sums for name, path in files.items() if (sums := _add(archive, name, path))})
        sync(made)
        made.replace(target)
        sync(target.parent)
    finally:
        made.unlink(missing_ok=True)


def _add_text(archive: tarfile.TarFile, name: str, value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1).encode()
    head = tarfile.TarInfo(name)
    head.size = len(text)
    archive.addfile(head, io.BytesIO(text))


class _Summed:
    """A file that is summed up as it is read."""

    def __init__(self, file: IO[bytes]):
        self.file = file
        self.sha = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.file.read(size)
        self.sha.update(piece)
        return piece


def _add(archive: tarfile.TarFile, name: str, path: Path) -> list[Any] | None:
    """Size and sum of a file as it went in; None when somebody let go of it meanwhile."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return None
    with file:
        head, summed = tarfile.TarInfo(FILES + name), _Summed(file)
        head.size = os.fstat(file.fileno()).st_size  # one that is still being uploaded grows behind it
        archive.addfile(head, summed)  # type: ignore[arg-type]
    return [head.size, summed.sha.hexdigest()]


def read(source: Path, seal: Seal, folder: Path) -> tuple[Manifest, Path, dict[str, Path]]:
    """The manifest, the payload and the files by name, unpacked into the folder. Raises Damaged when anything does not hold.

    Nothing is unpacked before all of the seal was found whole: what a stranger made never comes as far as the unpacking.
    """
    seal.open(source, plain := folder / "archive")
    try:
        with tarfile.open(plain, "r:gz") as archive:
            manifest = Manifest(**json.load(_member(archive, MANIFEST)))
            if manifest.format != FORMAT:
                raise CrmError(Words("This backup was made by a newer program. Nothing was changed."))
            payload = folder / "payload"
            with payload.open("wb") as file:
                size, sha = _copied(_member(archive, manifest.payload), file, manifest.size)
            files = _files(archive, folder)
    except (tarfile.TarError, zlib.error, EOFError, KeyError, TypeError, ValueError, OSError) as error:
        if isinstance(error, FileNotFoundError):
            raise
        raise Damaged() from error
    if (size, sha) != (manifest.size, manifest.sha256):
        raise Damaged()
    plain.unlink()
    return manifest, payload, files


def _files(archive: tarfile.TarFile, folder: Path) -> dict[str, Path]:
    found, sums = {}, {}
    for member in archive.getmembers():
        name = member.name.removeprefix(FILES)
        if name == member.name:
            continue
        if not NAME.fullmatch(name):
            raise Damaged()
        found[name] = path = folder / FILES / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            sums[name] = list(_copied(_member(archive, member.name), file, member.size))
    if sums != (json.load(_member(archive, SUMS)) if SUMS in archive.getnames() else {}):
        raise Damaged()
    return found


def _member(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    found = archive.extractfile(name)
    if found is None:
        raise Damaged()
    return found


def _copied(source: IO[bytes], target: IO[bytes], most: int) -> tuple[int, str]:
    """Copy no more than was announced, however much the archive would unpack to."""
    sha, size = hashlib.sha256(), 0
    while (piece := source.read(1 << 20)) and size <= most:
        sha.update(piece)
        target.write(piece)
        size += len(piece)
    return size, sha.hexdigest()


def checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
