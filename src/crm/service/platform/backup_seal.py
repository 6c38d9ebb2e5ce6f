"""The seal of a backup: AES-256-GCM piece by piece, so that a file of any size is neither read nor changed without the secret.

A head (what it is, which secret, salt), then pieces as `crm.service.kit.sealed_file` has them. Each file has a key of its own, made of
the secret and the salt.
"""

import hashlib
import os
from pathlib import Path
from typing import IO, Any

from crm.domain.platform.backup import Damaged, OtherKey
from crm.language import N_, Words
from crm.service.kit.cipher import box_of, derived
from crm.service.kit.sealed_file import PIECE, TAG, Sealing, nonce_of

MAGIC = b"CRM-BACKUP-1\n"
OTHER = N_("This backup was made under another secret (key {theirs}; ours is {ours}). Give it with --key. Nothing was changed.")
SALT, ID = 32, 8


class Seal:
    """Seals and opens files under one secret."""

    def __init__(self, secret: str):
        self.secret = secret

    @property
    def id(self) -> str:
        """Tells secrets apart without telling them."""
        return hashlib.sha256(derived(self.secret.encode(), b"crm backup id")).hexdigest()[:ID]

    def _box(self, salt: bytes) -> Any:
        return box_of(derived(self.secret.encode(), b"crm backup", salt))

    def onto(self, file: IO[bytes]) -> Sealing:
        """A file to write to; what is written goes sealed into the other one."""
        salt = os.urandom(SALT)
        head = MAGIC + self.id.encode() + salt
        file.write(head)
        return Sealing(file, self._box(salt), head)

    def open(self, source: Path, target: Path) -> None:
        """Write what was sealed. Raises OtherKey, or Damaged when anything is not as it was written."""
        with source.open("rb") as sealed, target.open("wb") as file:
            head = sealed.read(len(MAGIC) + ID + SALT)
            if len(head) < len(MAGIC) + ID + SALT or not head.startswith(MAGIC):
                raise Damaged()
            if (theirs := head[len(MAGIC) : -SALT]) != self.id.encode():
                raise OtherKey(Words(OTHER, theirs=theirs.decode("ascii", "replace"), ours=self.id))
            self._pieces(sealed, file, head)

    def _pieces(self, sealed: IO[bytes], file: IO[bytes], head: bytes) -> None:
        from cryptography.exceptions import InvalidTag

        box, number, piece = self._box(head[-SALT:]), 0, sealed.read(PIECE + TAG)
        while True:
            following = sealed.read(PIECE + TAG)
            try:
                file.write(box.decrypt(nonce_of(number, last=not following), piece, head))
            except (InvalidTag, ValueError) as error:
                raise Damaged() from error
            if not following:
                return
            number, piece = number + 1, following
