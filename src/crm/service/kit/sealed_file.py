"""Files that lie sealed on the disk: written and read piece by piece, from any place, in the memory of one piece.

AES-256-GCM under a key of the file's own. The nonce of a piece is its number and whether it is the last, so none can be moved, left out
or cut off (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015, as age and Tink have it). The head of the file is
bound to every piece.
"""

import io
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.cipher import box_of

PIECE, TAG = 1 << 20, 16


def nonce_of(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class Sealing(io.BufferedIOBase):
    """Takes bytes as a file does; `close` seals the last piece, and leaves the other file open."""

    def __init__(self, file: IO[bytes], box: Any, head: bytes):
        self.file = file
        self.box = box
        self.head = head
        self.number = 0
        self.held = bytearray()

    def __del__(self) -> None:
        """What nobody closed was given up: it gets no last piece, and opens nowhere."""

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self.held += content
        while len(self.held) > PIECE:  # the last piece is known by being the last, so one is always held back
            self._put(bytes(self.held[:PIECE]), last=False)
            del self.held[:PIECE]
        return len(content)

    def close(self) -> None:
        if not self.closed:
            self._put(bytes(self.held), last=True)
            super().close()

    def _put(self, piece: bytes, last: bool) -> None:
        self.file.write(self.box.encrypt(nonce_of(self.number, last), piece, self.head))
        self.number += 1


@dataclass(frozen=True)
class SealedFile:
    """A sealed file and the key that opens it, and nothing else: it may be handed to a process that has no other secrets."""

    path: Path
    head: int  # bytes before the first piece
    key: bytes = field(repr=False)

    @property
    def size(self) -> int:
        """Bytes of the contents."""
        whole = os.path.getsize(self.path) - self.head
        return max(whole - TAG * -(-whole // (PIECE + TAG)), 0)

    def open(self, mode: str = "rb") -> IO[bytes]:
        """For reading; Invalid(file=…) where a piece is not as it was written."""
        return io.BufferedReader(_Opened(self), 1 << 16)  # type: ignore[return-value]


class _Opened(io.RawIOBase):
    """The contents, of which one piece is in memory."""

    def __init__(self, of: SealedFile):
        self.file = of.path.open("rb", buffering=0)
        self.head = self.file.read(of.head)
        self.size = of.size
        self.last = max(-(-self.size // PIECE) - 1, 0)
        self.box = box_of(of.key)
        self.at, self.number, self.piece = 0, -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, to: int, whence: int = os.SEEK_SET) -> int:
        self.at = max(to + (0, self.at, self.size)[whence], 0)
        return self.at

    def readinto(self, buffer: Any) -> int:
        if self.at >= self.size > 0:
            return 0
        number, start = divmod(self.at, PIECE)
        if number != self.number:
            self.piece, self.number = self._opened(number), number
        found = self.piece[start : start + len(buffer)]
        buffer[: len(found)] = found
        self.at += len(found)
        return len(found)

    def _opened(self, number: int) -> bytes:
        from cryptography.exceptions import InvalidTag

        self.file.seek(len(self.head) + number * (PIECE + TAG))
        try:
            return self.box.decrypt(nonce_of(number, number == self.last), self.file.read(PIECE + TAG), self.head)  # type: ignore[no-any-return]
        except (InvalidTag, ValueError) as error:
            raise unreadable() from error

    def close(self) -> None:
        self.file.close()
        super().close()


def unreadable() -> Invalid:
    return Invalid(file=Words("This file cannot be opened: it is not as it was written, or its key is no longer there."))
