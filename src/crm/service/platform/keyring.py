"""The keys under which values lie sealed: one that follows from the program's secret, those of the environment, those of a file."""

import base64
import binascii
import hashlib
import os
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from crm.disk import sync
from crm.errors import CrmError
from crm.language import Words
from crm.service.kit.cipher import derived

FILE = "field.keys"
BYTES = 32


@dataclass(frozen=True, slots=True)
class Key:
    """One key. `made_at` is unknown of what was not made by us; `origin`: secret, environment or file."""

    id: str
    raw: bytes
    origin: str
    made_at: datetime | None = None


def key_id(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:8]


class Keyring:
    """All keys, the newest last: that one writes. The file is read anew when it changes, so that no process has to start again.

    A line of the file is the key in base64 and when it was made; the environment names keys one after the other, with commas between.
    """

    def __init__(self, secret: str, data: Path | None = None, given: str = ""):
        self.secret = secret
        self.path = data / FILE if data else None
        self.given = given
        self._read: tuple[int, tuple[Key, ...]] = (-1, ())

    @cached_property
    def _first(self) -> tuple[Key, ...]:
        raw = self.derived(b"crm vault")
        return Key(key_id(raw), raw, "secret"), *(_key(text, "environment") for text in self.given.split(",") if text.strip())

    def derived(self, purpose: bytes) -> bytes:
        """A key that follows from the program's secret."""
        return derived(self.secret.encode(), purpose, size=BYTES)

    def all(self) -> tuple[Key, ...]:
        """The keys, the newest last."""
        changed = self.path.stat().st_mtime_ns if self.path and self.path.exists() else 0
        if self._read[0] != changed:
            lines = self.path.read_text(encoding="utf-8").splitlines() if self.path and changed else []
            self._read = changed, (*self._first, *(_key(line, "file") for line in lines if line.strip()))
        return self._read[1]

    def newest(self) -> Key:
        return self.all()[-1]

    def get(self, id: str) -> Key | None:
        return next((key for key in self.all() if key.id == id), None)

    def make(self, at: datetime) -> Key:
        """A new key at the end of the file, which its owner alone may read. From now on it writes."""
        if self.path is None:
            raise CrmError(Words("There is no folder for keys."))
        raw = os.urandom(BYTES)
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(f"{base64.b64encode(raw).decode()} {at.isoformat()}\n")
            file.flush()
            os.fsync(file.fileno())
        sync(self.path.parent)
        return Key(key_id(raw), raw, "file", at)


def _key(text: str, origin: str) -> Key:
    coded, _, made = text.strip().partition(" ")
    try:
        raw = base64.b64decode(coded, validate=True)
        if len(raw) != BYTES:
            raise ValueError(coded)
        return Key(key_id(raw), raw, origin, datetime.fromisoformat(made.strip()) if made.strip() else None)
    except (ValueError, binascii.Error):
        raise CrmError(Words("A key cannot be read: 32 bytes in base64 are wanted, as `crm keys new` writes them.")) from None
