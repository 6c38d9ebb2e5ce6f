"""Transactions are declared on the service's public methods."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


def transactional(method: F) -> F:
    """Run a service's method in a transaction: its own, or its caller's. An exception undoes all of it."""

    @wraps(method)
    def run(self: Any, *args: Any, **kwargs: Any) -> Any:
        with self.db.transaction():
            return method(self, *args, **kwargs)

    run.transaction = "writes"  # type: ignore[attr-defined]
    return run  # type: ignore[return-value]


def reading(method: F) -> F:
    """The same for a method that only reads: it waits for no writer, and a write in it is refused."""

    @wraps(method)
    def run(self: Any, *args: Any, **kwargs: Any) -> Any:
        with self.db.transaction(writes=False):
            return method(self, *args, **kwargs)

    run.transaction = "reads"  # type: ignore[attr-defined]
    return run  # type: ignore[return-value]
