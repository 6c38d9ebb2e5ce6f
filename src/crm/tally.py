"""Counting statements, for development, tests and figures."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from dataclasses import dataclass, field


@dataclass
class Tally:
    """How many statements ran, how long they took, and which (for development and tests)."""

    count: int = 0
    seconds: float = 0.0
    labels: list[str] = field(default_factory=list)


_tally: ContextVar[Tally | None] = ContextVar("tally", default=None)


@contextmanager
def counting() -> Iterator[Tally]:
    """Count the statements of a block."""
    token, tally = tally_begin(Tally())
    try:
        yield tally
    finally:
        tally_end(token)


def tally_begin(tally: Tally) -> tuple[Token[Tally | None], Tally]:
    """The same where a block cannot stand around what is counted, such as a request."""
    return _tally.set(tally), tally


def tally_end(token: Token[Tally | None]) -> None:
    _tally.reset(token)


def tallied(label: str, seconds: float) -> None:
    """One statement more."""
    if tally := _tally.get():
        tally.count, tally.seconds = tally.count + 1, tally.seconds + seconds
        tally.labels.append(label)
