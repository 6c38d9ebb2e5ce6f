"""One long statement that runs while the program goes on."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from contextvars import ContextVar, copy_context
from functools import cache
from typing import Any


class Aside:
    """What a transaction does beside the program, until its next statement."""

    def __init__(self) -> None:
        self._begun: ContextVar[Future[Any] | None] = ContextVar("aside", default=None)

    def begin(self, action: Callable[[], Any]) -> None:
        self.settle()
        self._begun.set(_hands().submit(copy_context().run, action))

    def settle(self) -> None:
        """Wait for it; raises what it raised. It sees itself as not begun, and waits for nothing."""
        if (begun := self._begun.get()) is not None:
            self._begun.set(None)
            begun.result()

    def abandon(self) -> None:
        """Wait for it, whatever came of it."""
        with suppress(Exception):
            self.settle()


@cache
def _hands() -> ThreadPoolExecutor:
    """No more than write at once: few."""
    return ThreadPoolExecutor(4, "aside")
