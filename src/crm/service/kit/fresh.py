"""What every page asks for and seldom changes: taken from memory for some seconds."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
SECONDS = 5.0  # another process may have changed it


class Fresh(Generic[T]):
    """Gives what `read` gave last, unless that is too long ago or `forget` was called: what is written here is known here at once."""

    def __init__(self, read: Callable[[], T]):
        self.read = read
        self._known: tuple[float, T] | None = None

    def __call__(self) -> T:
        known, now = self._known, time.monotonic()
        if known is None or now - known[0] > SECONDS:
            known = self._known = (now, self.read())
        return known[1]

    def forget(self) -> None:
        self._known = None
