"""Contents of files, kept once by their hash: the same file in a hundred records is one file on the disk."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

from crm.disk import sync
from crm.domain.platform.file import Contents
from crm.errors import Invalid
from crm.language import Words

HEAD = 16
PIECE = 1 << 20


class FileStore:
    """A folder with one file for each contents. What is there never changes; a half-written one is never seen."""

    def __init__(self, folder: Path):
        self.folder = folder

    def path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest

    def keep(self, stream: IO[bytes], most: int) -> Contents:
        """Read the stream to its end; more than `most` bytes raise Invalid(file=…), and nothing stays."""
        self.folder.mkdir(parents=True, exist_ok=True)
        coming = self.folder / f".{secrets.token_hex(12)}"
        hash_, size, head = hashlib.sha256(), 0, b""
        try:
            with coming.open("xb") as file:
                coming.chmod(0o600)
                while piece := stream.read(PIECE):
                    size += len(piece)
                    if size > most:
                        raise Invalid(file=Words("This file is larger than {n} MB, the most that is accepted.", n=most // 1_000_000))
                    head = head or piece[:HEAD]
                    hash_.update(piece)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            if not size:
                raise Invalid(file=Words("This file is empty."))
            target = self.path(hash_.hexdigest())
            target.parent.mkdir(exist_ok=True)
            coming.replace(target)
            sync(target.parent)
            sync(self.folder)
        finally:
            coming.unlink(missing_ok=True)
        return Contents(hash_.hexdigest(), size, head)

    def older(self, than: datetime) -> Iterator[str]:
        """The digests of what came before; what a crash left half-written then is taken away."""
        for path in self.folder.glob("**/*"):
            if path.is_file() and path.stat().st_mtime < than.timestamp():
                if path.name.startswith("."):
                    path.unlink(missing_ok=True)
                elif path.parent.name == path.name[:2]:
                    yield path.name

    def drop(self, digest: str) -> None:
        """Take contents away that no file needs."""
        self.path(digest).unlink(missing_ok=True)
