"""What a process keeps of data beyond a request, for each tenant by itself: the one way to keep it outside a service."""

from collections.abc import Hashable
from typing import Generic, TypeVar

from crm import current

T = TypeVar("T")
_all: list["PerTenant"] = []


class PerTenant(Generic[T]):
    """Values by key, at most so many of all tenants together; each tenant finds its own alone. It stands at the top of a module.

    What a service keeps needs none of this: each tenant has services of its own.
    """

    def __init__(self, most: int):
        self.most = most
        self._kept: dict[tuple[str, Hashable], T] = {}
        _all.append(self)

    def get(self, key: Hashable) -> T | None:
        return self._kept.get((current.context().tenant, key))

    def keep(self, key: Hashable, value: T) -> T:
        if len(self._kept) >= self.most:
            self._kept.clear()
        self._kept[current.context().tenant, key] = value
        return value

    def drop(self, tenant: str) -> None:
        for key in [key for key in list(self._kept) if key[0] == tenant]:
            self._kept.pop(key, None)


def forget(tenant: str) -> None:
    """Let go of all that is kept of a tenant."""
    for one in _all:
        one.drop(tenant)
