"""The archive of a backup: a manifest, and the database as one file."""

import hashlib
import io
import json
import os
import tarfile
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from crm.dao.platform.backup import sync
from crm.errors import CrmError
from crm.language import Words

FORMAT = 1
MANIFEST = "manifest.json"


class Damaged(CrmError):
    """The archive is not as it was written."""

    words = Words("This is not a backup, or it is damaged. Nothing was changed.")


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


def write(target: Path, manifest: Manifest, payload: Path) -> None:
    """Write the archive under its final name only when it is whole and on the disk."""
    made = target.with_name(f".{target.name}.part")
    try:
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)  # it holds personal data
        with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w:gz", compresslevel=5) as archive:
            text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
            head = tarfile.TarInfo(MANIFEST)
            head.size = len(text)
            archive.addfile(head, io.BytesIO(text))
            archive.add(payload, manifest.payload, recursive=False)
        sync(made)
        made.replace(target)
        sync(target.parent)
    finally:
        made.unlink(missing_ok=True)


def read(source: Path, folder: Path) -> tuple[Manifest, Path]:
    """The manifest and the payload, unpacked into the folder. Raises Damaged when anything does not hold."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            manifest = Manifest(**json.load(_member(archive, MANIFEST)))
            if manifest.format != FORMAT:
                raise CrmError(Words("This backup was made by a newer program. Nothing was changed."))
            payload = folder / "payload"
            with payload.open("wb") as file:
                size, sha = _copied(_member(archive, manifest.payload), file, manifest.size)
    except (tarfile.TarError, zlib.error, EOFError, KeyError, TypeError, ValueError, OSError) as error:
        if isinstance(error, FileNotFoundError):
            raise
        raise Damaged() from error
    if (size, sha) != (manifest.size, manifest.sha256):
        raise Damaged()
    return manifest, payload


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
