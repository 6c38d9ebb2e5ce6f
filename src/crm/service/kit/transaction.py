"""Transactions are declared on the service's public methods; what the outermost of them gives away is veiled for whoever acts."""

from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

from crm.domain.kit import custom
from crm.domain.kit.veil import shown
from crm.errors import Busy

F = TypeVar("F", bound=Callable[..., Any])
_inside: ContextVar[bool] = ContextVar("crm_inside", default=False)


def _given(self: Any, writes: bool, method: Any, args: Any, kwargs: Any) -> Any:
    """Services work with what is true, whoever acts; what leaves them is as he may see it."""
    if _inside.get() or not custom.here().rights:
        with self.db.transaction(writes=writes):
            return method(self, *args, **kwargs)
    token = _inside.set(True)
    try:
        with self.db.transaction(writes=writes):
            found = method(self, *args, **kwargs)
    finally:
        _inside.reset(token)
    return shown(found)


def transactional(method: F) -> F:
    """Run a service's method in a transaction: its own, or its caller's. An exception undoes all of it."""

    @wraps(method)
    def run(self: Any, *args: Any, **kwargs: Any) -> Any:
        return _given(self, True, method, args, kwargs)

    run.transaction = "writes"  # type: ignore[attr-defined]
    return run  # type: ignore[return-value]


def reading(method: F) -> F:
    """The same for a method that only reads: it waits for no writer, and a write in it is refused."""

    @wraps(method)
    def run(self: Any, *args: Any, **kwargs: Any) -> Any:
        return _given(self, False, method, args, kwargs)

    run.transaction = "reads"  # type: ignore[attr-defined]
    return run  # type: ignore[return-value]


def in_passing(method: F) -> F:
    """For what a reader leaves behind, such as when he was seen last: he does not wait for it, and goes on where it cannot be written."""

    @wraps(method)
    def run(self: Any, *args: Any, **kwargs: Any) -> None:
        with suppress(Busy), self.db.transaction(patient=False):
            method(self, *args, **kwargs)

    run.transaction = "writes"  # type: ignore[attr-defined]
    return run  # type: ignore[return-value]
