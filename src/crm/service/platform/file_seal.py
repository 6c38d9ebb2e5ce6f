"""Files that wait on the disk with many people's data in them, sealed until they are tidied away: uploads of imports, exports."""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from crm.disk import sync
from crm.service.kit.cipher import box_of, derived
from crm.service.kit.sealed_file import SealedFile, Sealing, unreadable
from crm.service.platform.keyring import Key, Keyring

MAGIC = b"CRM-FILE-1\n"
ID, SALT = 8, 32
HEAD = len(MAGIC) + ID + SALT


class FileSeal:
    """Each file has a key of its own, made of a salt and of the ring's newest key when it was written."""

    def __init__(self, keys: Keyring):
        self.keys = keys

    @contextmanager
    def created(self, path: Path) -> Iterator[IO[bytes]]:
        """A new file to write to, which its owner alone may read. It is on the disk when the block ends; an error takes it away."""
        key, salt = self.keys.newest(), os.urandom(SALT)
        head = MAGIC + key.id.encode() + salt
        try:
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(head)
                sealing = Sealing(file, box_of(_own(key, salt)), head)
                yield sealing  # type: ignore[misc]
                sealing.close()
            sync(path)
            sync(path.parent)
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    def opened(self, path: Path) -> SealedFile:
        """What was written there. Invalid(file=…) where it is none of ours, or its key is gone."""
        with path.open("rb") as file:
            head = file.read(HEAD)
        key = self.keys.get(head[len(MAGIC) : -SALT].decode("ascii", "replace"))
        if len(head) < HEAD or not head.startswith(MAGIC) or key is None:
            raise unreadable()
        return SealedFile(path, HEAD, _own(key, head[-SALT:]))

    def keys_of(self, folder: Path) -> Counter[str]:
        """Key -> how many of the files in a folder lie under it."""
        found: Counter[str] = Counter()
        for path in folder.iterdir() if folder.is_dir() else ():
            with suppress(OSError), path.open("rb") as file:  # tidied away meanwhile
                if (head := file.read(HEAD)).startswith(MAGIC):
                    found[head[len(MAGIC) : -SALT].decode("ascii", "replace")] += 1
        return found


def _own(key: Key, salt: bytes) -> bytes:
    return derived(key.raw, b"crm file", salt)
